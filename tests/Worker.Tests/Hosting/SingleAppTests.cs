using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Worker.Tests.App;

namespace Landfall.Worker.Tests.Hosting;

public sealed class SingleAppTests
{
    private static readonly string[] AnyPort = [$"--{FunctionsApplicationBuilder.PortSetting}=0"];

    [Fact]
    [Trait("Protocol", "1.6")]
    public async Task Several_apps_are_served_at_one_address_each_with_its_own_services()
    {
        await using var app = await SingleApp.StartAsync(
            AnyPort, [Part(typeof(SampleFunctions), "sample"), Part(typeof(SingleAppTests), "own")]);
        using var http = new HttpClient { BaseAddress = app.Address };

        var own = await http.PostAsync("WhoAmI", Envelope("\"you\""));
        var sample = await http.PostAsync("Drive", Envelope("""{"from":"here","minutes":5}"""));
        var forwarded = await http.GetAsync("/api/hello/7?x=1");

        Assert.Equal("you: own", JsonNode.Parse(await own.Content.ReadAsStringAsync())!["ReturnValue"]!.GetValue<string>());
        Assert.Equal(8, JsonNode.Parse(await sample.Content.ReadAsStringAsync())!["ReturnValue"]!.GetValue<int>());
        Assert.Equal([0, 255, 7, 1], await forwarded.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("Nobody", Envelope("null"))).StatusCode);
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task The_gaps_of_all_apps_are_told_at_once()
    {
        var failures = await Assert.ThrowsAsync<AggregateException>(() => SingleApp.StartAsync(
            AnyPort, [Part(typeof(SampleFunctions), ""), Part(typeof(SingleAppTests), "")]));

        var told = StartupFailure.Explain(failures)!;
        Assert.Equal(2, failures.InnerExceptions.Count);
        Assert.Contains("A name is missing", told, StringComparison.Ordinal);
        Assert.Contains("A second name is missing", told, StringComparison.Ordinal);
    }

    [Function("WhoAmI")]
    public static string WhoAmI([ActivityTrigger] string who, FunctionContext context) =>
        $"{who}: {context.InstanceServices.GetRequiredService<Identity>().Name}";

    private static SinglePart Part(Type functions, string name) => new(functions.Assembly, args =>
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.Services.AddSingleton(new Identity(name));
        builder.Services.AddOptions<Named>().Configure(named => named.Name = name)
            .Validate(named => named.Name.Length > 0, "A name is missing").ValidateOnStart();
        builder.Services.AddOptions<Named>("second").Configure(named => named.Name = name)
            .Validate(named => named.Name.Length > 0, "A second name is missing").ValidateOnStart();
        builder.Build().Run();
    });

    /// <summary>An activity's input is JSON, sent as text; text is JSON inside a JSON string.</summary>
    private static StringContent Envelope(string json)
    {
        var text = JsonSerializer.Serialize(json);
        var data = new JsonObject { ["who"] = text, ["trip"] = text };
        var metadata = new JsonObject { ["instanceId"] = JsonSerializer.Serialize("abc") };
        return new(new JsonObject { ["Data"] = data, ["Metadata"] = metadata }.ToJsonString(), Encoding.UTF8, "application/json");
    }

    private sealed record Identity(string Name);

    private sealed class Named
    {
        public string Name { get; set; } = "";
    }
}
