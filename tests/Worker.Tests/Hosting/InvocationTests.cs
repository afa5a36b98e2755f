using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Landfall.Worker.Protobuf;
using Landfall.Worker.Tests.App;

namespace Landfall.Worker.Tests.Hosting;

public sealed class InvocationTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task Answers_the_probe() => Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/")).StatusCode);

    [Fact]
    [Trait("Protocol", "2.1")]
    public async Task Runs_an_activity_and_returns_plain_json()
    {
        var answer = await app.Invoke("Drive", Envelope("trip", """{"from":"here","minutes":5}""", ("instanceId", "abc")));

        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(8, json["ReturnValue"]!.GetValue<int>());
    }

    [Fact]
    [Trait("Protocol", "2.3")]
    public async Task Answers_a_failed_activity_with_text_that_holds_the_failure()
    {
        var answer = await app.Invoke("Drive", Envelope("trip", """{"from":"nowhere","minutes":5}""", ("instanceId", "a")));

        var failure = FailureEnvelope.FromText(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(typeof(BrokenEngineException).FullName, failure.ErrorType);
        Assert.True(failure.IsNonRetriable);
    }

    [Fact]
    [Trait("Protocol", "2.1")]
    public async Task Runs_a_turn_of_an_orchestration()
    {
        var request = new OrchestratorRequest { InstanceId = "i" };
        request.NewEvents.Add(new HistoryEvent
        {
            ExecutionStarted = new ExecutionStartedEvent { Name = "Travel", Input = """{"from":"x","minutes":1}""" },
        });

        var answer = await app.Invoke("Travel", Envelope("context", Convert.ToBase64String(request.ToByteArray())));

        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(json["ReturnValue"]!.GetValue<string>()));
        Assert.Equal("""{"from":"x","minutes":1}""", response.Actions.Single().ScheduleTask.Input);
    }

    [Fact]
    [Trait("Protocol", "1.6")]
    public async Task Serves_a_forwarded_request_at_its_own_path_with_bytes_untouched()
    {
        var answer = await app.Http.GetAsync("/api/hello/7?x=1");

        Assert.Equal([0, 255, 7, 1], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    [Trait("Protocol", "1.7")]
    public async Task Serves_an_enveloped_request_with_redirect_and_cookies()
    {
        var res = await Post("t1");

        Assert.Equal(302, res["statusCode"]!.GetValue<int>());
        var headers = res["headers"]!.AsObject();
        Assert.Equal("/api/trips/t1?hub=hub", headers["Location"]!.GetValue<string>());
        Assert.Equal(
            ["a=1; path=/", "b=2; path=/"],
            headers.Where(h => h.Key.Equals("set-cookie", StringComparison.OrdinalIgnoreCase)).Select(h => h.Value!.GetValue<string>()));
    }

    [Fact]
    [Trait("Protocol", "1.7")]
    public async Task Serves_an_enveloped_page_as_text()
    {
        var res = await Post("page");

        Assert.Equal("<p>abcd é</p>", res["body"]!.GetValue<string>());
        Assert.Equal("text/html; charset=utf-8", res["headers"]!["Content-Type"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Protocol", "1.7")]
    public async Task Refuses_bytes_that_an_envelope_cannot_carry()
    {
        var answer = await app.Invoke("StartTravel", HttpEnvelope("binary"));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Theory]
    [Trait("Protocol", "1.4")]
    [InlineData("Tick", """{"Data":{"timer":{"Schedule":{},"ScheduleStatus":null,"IsPastDue":true}},"Metadata":{}}""")]
    [InlineData("Take", """{"Data":{"message":"\"text\""},"Metadata":{}}""")]
    [InlineData("Read", """{"Data":{"blob":"aGVsbG8="},"Metadata":{"name":"\"a.txt\""}}""")]
    public async Task Takes_each_trigger(string function, string envelope)
    {
        var answer = await app.Invoke(function, envelope);

        Assert.Equal("""{"Outputs":{},"ReturnValue":null,"Logs":[]}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Protocol", "1.8")]
    public async Task A_trigger_that_fails_is_answered_as_failed()
    {
        var answer = await app.Invoke("Take", """{"Data":{"message":"\"\""},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    private async Task<JsonNode> Post(string id)
    {
        var answer = await app.Invoke("StartTravel", HttpEnvelope(id));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["Outputs"]!["res"]!;
    }

    private static string HttpEnvelope(string id)
    {
        var client = JsonSerializer.Serialize("""{"taskHubName":"hub","rpcBaseUrl":"http://127.0.0.1:1"}""");
        return new JsonObject
        {
            ["Data"] = new JsonObject
            {
                ["request"] = new JsonObject
                {
                    ["Url"] = $"http://127.0.0.1:7071/api/trips/{id}",
                    ["Method"] = "POST",
                    ["Params"] = new JsonObject { ["id"] = id },
                },
                ["client"] = client,
            },
        }.ToJsonString();
    }

    /// <summary>Text as the host writes it: JSON inside a JSON string.</summary>
    private static string Envelope(string name, string text, params (string Key, string Value)[] metadata) => new JsonObject
    {
        ["Data"] = new JsonObject { [name] = JsonSerializer.Serialize(text) },
        ["Metadata"] = new JsonObject(metadata.Select(m =>
            KeyValuePair.Create<string, JsonNode?>(m.Key, JsonSerializer.Serialize(m.Value)))),
    }.ToJsonString();
}
