using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Agent.Serving;
using Landfall.Contracts.Agent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Agent.Tests;

/// <summary>What a server is asked before anybody waits for it.</summary>
public sealed class WarmUpTests
{
    private const string Metadata = """
        {"name":"m","inputs":[
          {"name":"date","datatype":"BYTES","shape":[-1],"parameters":{"example":"2001-01-05"}},
          {"name":"on","datatype":"BOOL","shape":[1]},
          {"name":"point","datatype":"FP32","shape":[-1,2]}]}
        """;

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_row_is_made_up_of_what_the_server_says_it_takes()
    {
        var row = JsonNode.Parse(WarmUpRequest.Of(Encoding.UTF8.GetBytes(Metadata)))!;

        Assert.Equal(
            """
            {"inputs":[{"name":"date","datatype":"BYTES","shape":[1],"data":["2001-01-05"]},{"name":"on","datatype":"BOOL","shape":[1],"data":[false]},{"name":"point","datatype":"FP32","shape":[1,2],"data":[0,0]}]}
            """,
            row.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"ready":true}""")]
    [InlineData("""{"inputs":[]}""")]
    [InlineData("""{"inputs":[7]}""")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32"}]}""")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":["a"]}]}""")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1000000000,1000000000]}]}""")]
    public void What_is_no_metadata_makes_no_row(string metadata) =>
        Assert.Null(WarmUpRequest.Of(Encoding.UTF8.GetBytes(metadata)));

    [Fact]
    public async Task A_pod_is_ready_when_its_server_has_worked_and_nothing_of_it_is_counted()
    {
        var asked = 0;
        await using var model = await ModelServer.Start(
            http =>
            {
                Interlocked.Increment(ref asked);
                return Results.BadRequest().ExecuteAsync(http);     // a made-up row may well be refused
            },
            metadata: Metadata);
        using var http = new HttpClient();
        await using var agent = Agent(model);
        await agent.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.True(async () => (await http.GetAsync(At(agent, "/landfall/ready"))).IsSuccessStatusCode, "the pod is ready");
        time.Advance(TimeSpan.FromSeconds(2));
        var metrics = await http.GetFromJsonAsync(
            At(agent, "/landfall/metrics"), AgentJson.Default.AgentMetrics, TestContext.Current.CancellationToken);

        Assert.Equal(20, asked);
        Assert.Empty(metrics!.Rows);
    }

    [Fact]
    public async Task A_server_without_metadata_is_ready_as_it_is()
    {
        await using var model = await ModelServer.Start(_ => throw new InvalidOperationException("nobody may ask"));
        using var http = new HttpClient();
        await using var agent = Agent(model);
        await agent.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.True(async () => (await http.GetAsync(At(agent, "/landfall/ready"))).IsSuccessStatusCode, "the pod is ready");
    }

    [Fact]
    public async Task A_server_that_hangs_is_not_waited_for_longer_than_fifteen_seconds()
    {
        var asked = new TaskCompletionSource();
        await using var model = await ModelServer.Start(
            async http =>
            {
                asked.TrySetResult();
                var given = new TaskCompletionSource();
                await using var _ = http.RequestAborted.Register(given.SetResult);
                await given.Task;
            },
            metadata: Metadata);
        using var http = new HttpClient();
        await using var agent = Agent(model);
        await agent.StartAsync(TestContext.Current.CancellationToken);

        await asked.Task;
        Assert.False((await http.GetAsync(At(agent, "/landfall/ready"))).IsSuccessStatusCode);
        time.Advance(TimeSpan.FromSeconds(15));

        await Eventually.True(async () => (await http.GetAsync(At(agent, "/landfall/ready"))).IsSuccessStatusCode, "the pod is ready");
    }

    [Fact]
    public async Task Nobody_else_can_keep_a_request_from_being_counted()
    {
        await using var model = await ModelServer.Start(http => Results.Ok().ExecuteAsync(http), metadata: Metadata);
        using var http = new HttpClient();
        await using var agent = Agent(model);
        await agent.StartAsync(TestContext.Current.CancellationToken);

        using var request = new HttpRequestMessage(HttpMethod.Post, At(agent, "/v2/models/m/infer")) { Content = new StringContent("{}") };
        request.Headers.Add("x-landfall-warm-up", "00000000000000000000000000000000");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(2));
        var metrics = await http.GetFromJsonAsync(
            At(agent, "/landfall/metrics"), AgentJson.Default.AgentMetrics, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, metrics!.Rows.Single().Requests);
    }

    private WebApplication Agent(ModelServer model) => ServeCommand.Build(
        new(new("http://127.0.0.1:0"), model.Address, "v7", "pod-1", TimeSpan.FromMilliseconds(250), 4, TimeSpan.FromSeconds(5), 100, "m"),
        time, TextWriter.Null);

    private static string At(WebApplication agent, string path) => agent.Urls.First() + path;
}
