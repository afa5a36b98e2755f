using System.Net.Http.Json;
using Landfall.Agent.Serving;
using Landfall.Contracts.Agent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Agent.Tests;

/// <summary>What the agent finds out about its server when a rollout asks it to.</summary>
public sealed class ProbeTests : IAsyncLifetime
{
    private const string Metadata = """{"name":"m","inputs":[{"name":"x","datatype":"FP32","shape":[-1]}]}""";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpClient http = new();
    private ModelServer model = null!;
    private WebApplication agent = null!;
    private Func<HttpContext, Task> infer = Good;
    private int asked;

    public async ValueTask InitializeAsync()
    {
        model = await ModelServer.Start(Infer, metadata: Metadata);
        agent = await Agent("m");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await agent.DisposeAsync();
        await model.DisposeAsync();
    }

    [Fact]
    public async Task Rows_are_answered_and_nobody_counts_or_logs_them()
    {
        asked = 0;

        Assert.Equal(new AgentProbe("v7", 3, 0, 0), await Probe(3));

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(3, asked);
        Assert.Equal((0, 0), await Counted());
    }

    [Fact]
    public async Task What_the_server_fails_is_told_and_what_it_refuses_was_read()
    {
        infer = context => Results.StatusCode(500).ExecuteAsync(context);
        Assert.Equal(new AgentProbe("v7", 2, 2, 0), await Probe(2));

        infer = context => Results.BadRequest().ExecuteAsync(context);
        Assert.Equal(new AgentProbe("v7", 2, 0, 0), await Probe(2));
    }

    [Fact]
    public async Task What_takes_too_long_is_slow()
    {
        infer = context =>
        {
            time.Advance(TimeSpan.FromMilliseconds(300));
            return Good(context);
        };

        Assert.Equal(new AgentProbe("v7", 2, 0, 2), await Probe(2));
    }

    [Fact]
    public async Task A_server_that_hangs_has_failed_after_four_seconds()
    {
        var reached = new TaskCompletionSource();
        infer = async context =>
        {
            reached.TrySetResult();
            var given = new TaskCompletionSource();
            await using var _ = context.RequestAborted.Register(given.SetResult);
            await given.Task;
        };

        var probe = Probe(3);
        await reached.Task;
        Assert.Equal("another probe is under way", (await Probe(1)).Why);
        time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(new AgentProbe("v7", 1, 1, 1), await probe);
    }

    [Fact]
    public async Task A_server_that_is_gone_has_failed()
    {
        await model.DisposeAsync();

        var probe = await Probe(3);

        Assert.Equal((1, 1), (probe.Asked, probe.Failed));
    }

    [Fact]
    public async Task Nobody_can_ask_for_more_than_ten_at_once() => Assert.Equal(10, (await Probe(100_000)).Asked);

    [Fact]
    public async Task A_request_of_a_user_counts_while_a_probe_is_under_way()
    {
        var first = true;
        infer = async context =>
        {
            if (first)
            {
                first = false;
                using var request = new HttpRequestMessage(HttpMethod.Post, $"{agent.Urls.First()}/v2/models/m/infer");
                request.Content = new StringContent("{}");
                request.Headers.Add("x-landfall-warm-up", "00000000000000000000000000000000");
                (await http.SendAsync(request)).Dispose();
            }

            await Good(context);
        };

        Assert.Equal(1, (await Probe(1)).Asked);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((1, 1), await Counted());
    }

    [Fact]
    public async Task A_server_that_says_nothing_of_its_inputs_cannot_be_probed()
    {
        await using var silent = await ModelServer.Start(Good);
        await using var other = await Agent("m", silent);

        var probe = await http.GetFromJsonAsync($"{other.Urls.First()}/landfall/probe?count=2", AgentJson.Default.AgentProbe);

        Assert.Equal((0, "the server does not say what its model takes (GET /v2/models/NAME)"), (probe!.Asked, probe.Why));
    }

    private static Task Good(HttpContext context) => Results.Ok().ExecuteAsync(context);

    private Task Infer(HttpContext context)
    {
        Interlocked.Increment(ref asked);
        return infer(context);
    }

    private async Task<AgentProbe> Probe(int count) => (await http.GetFromJsonAsync(
        $"{agent.Urls.First()}/landfall/probe?count={count}", AgentJson.Default.AgentProbe))!;

    private async Task<(long Requests, int Logged)> Counted()
    {
        var metrics = await http.GetFromJsonAsync($"{agent.Urls.First()}/landfall/metrics", AgentJson.Default.AgentMetrics);
        var log = await http.GetFromJsonAsync($"{agent.Urls.First()}/landfall/predictions", AgentJson.Default.PredictionLogPage);
        return (metrics!.Requests, log!.Entries.Count);
    }

    private async Task<WebApplication> Agent(string name, ModelServer? server = null)
    {
        var app = ServeCommand.Build(
            new(new("http://127.0.0.1:0"), (server ?? model).Address, "v7", "pod-1", TimeSpan.FromMilliseconds(250), 4,
                TimeSpan.FromSeconds(30), 100, name),
            time, TextWriter.Null);
        await app.StartAsync();
        await Eventually.True(async () => (await http.GetAsync($"{app.Urls.First()}/landfall/ready")).IsSuccessStatusCode, "the pod is ready");
        return app;
    }
}
