using System.Net;
using System.Net.Http.Json;
using System.Text;
using Landfall.Agent.Serving;
using Landfall.Contracts.Agent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Agent.Tests;

public sealed class ServeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpClient http = new();
    private ModelServer model = null!;
    private WebApplication agent = null!;
    private Func<HttpContext, Task> infer = Good;

    private string Address => agent.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        model = await ModelServer.Start(context => infer(context));
        agent = ServeCommand.Build(
            new(new("http://127.0.0.1:0"), model.Address, "v7", "pod-1", TimeSpan.FromMilliseconds(250), 4, TimeSpan.FromSeconds(5), 100),
            time);
        await agent.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await agent.DisposeAsync();
        await model.DisposeAsync();
    }

    [Fact]
    public async Task Passes_on_names_the_version_and_keeps_the_requests_id()
    {
        using var answer = await Ask("c1", "3.1", id: "abc");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("v7", answer.Headers.GetValues(AgentHeaders.Version).Single());
        Assert.Equal("abc", answer.Headers.GetValues(AgentHeaders.RequestId).Single());
    }

    [Fact]
    public async Task Counts_clients_per_interval_once_the_interval_is_over()
    {
        (await Ask("c1", "3.1")).Dispose();
        (await Ask("c1", "3.1")).Dispose();
        infer = Broken;
        (await Ask("c2", "3.1")).Dispose();
        (await Ask("c2", "3.1")).Dispose();
        Assert.Equal(0, (await Metrics()).Rows.Single().Clusters);

        time.Advance(TimeSpan.FromSeconds(1));
        var row = (await Metrics()).Rows.Single();

        Assert.Equal((2, 4), (row.Clusters, row.Requests));
        Assert.Equal(new AgentMeasure(1, 2), row.Measures[AgentMeasures.Failed]);
    }

    [Fact]
    public async Task Keeps_strata_and_mirrored_requests_apart()
    {
        (await Ask("c1", "3.1")).Dispose();
        (await Ask("c1", "3.2")).Dispose();
        (await Ask("c1", "3.2", mirror: true)).Dispose();

        var rows = (await Metrics()).Rows;

        Assert.Equal([("3.1", false), ("3.2", false), ("3.2", true)], rows.Select(row => (row.Stratum, row.Mirror)).Order());
    }

    [Fact]
    public async Task Counts_a_server_that_is_gone_as_failed()
    {
        await model.DisposeAsync();

        using var answer = await Ask("c1", "3.1");
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(1, (await Metrics()).Rows.Single().Measures[AgentMeasures.Failed].Bad);
    }

    [Fact]
    public async Task Logs_what_was_answered_under_the_requests_id()
    {
        (await Ask("c1", "3.1", id: "r-1")).Dispose();
        (await Ask("c1", "3.1", id: "r-2", mirror: true)).Dispose();

        var page = await http.GetFromJsonAsync<PredictionLogPage>($"{Address}/landfall/predictions?after=1", AgentJson.Default.Options);

        var entry = Assert.Single(page!.Entries);
        Assert.Equal(("r-2", true, 200), (entry.RequestId, entry.Mirror, entry.Status));
        Assert.Equal(["1"], entry.Labels!);
        Assert.Equal(2, page.Next);
    }

    [Fact]
    public async Task Is_ready_when_its_server_is_and_does_not_count_health_checks()
    {
        using var ready = await http.GetAsync($"{Address}/landfall/ready");
        using var passed = await http.GetAsync($"{Address}/v2/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (ready.StatusCode, passed.StatusCode));
        Assert.Empty((await Metrics()).Rows);
    }

    [Fact]
    public async Task Lets_what_comes_above_the_limit_wait_its_turn_and_counts_it_as_slow()
    {
        var (held, go) = Hold();
        var asked = Enumerable.Range(0, 7).Select(i => Ask($"c{i}", "3.1")).ToArray();
        await Eventually(() => held() == 4 && asked.All(one => !one.IsCompleted), "four are worked on");
        await Eventually(async () => (await Metrics()).InFlight == 7, "seven are in flight");
        Assert.Equal(4, held());

        go();
        var answers = await Task.WhenAll(asked);
        time.Advance(TimeSpan.FromSeconds(1));
        var row = (await Metrics()).Rows.Single();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal((0, 3), (row.Measures[AgentMeasures.Failed].Bad, row.Measures[AgentMeasures.Slow].Bad));
    }

    [Fact]
    public async Task Refuses_what_comes_when_too_many_wait()
    {
        var (held, go) = Hold();
        var asked = Enumerable.Range(0, 4 + 64).Select(i => Ask($"c{i}", "3.1")).ToArray();
        await Eventually(async () => (await Metrics()).InFlight == 68, "all places are taken, to work and to wait");

        using var refused = await Ask("late", "3.1");
        go();
        var answers = await Task.WhenAll(asked);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.True(held() >= 4);
    }

    /// <summary>The server answers nobody until told.</summary>
    private (Func<int> Held, Action Go) Hold()
    {
        var count = 0;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        infer = async context =>
        {
            Interlocked.Increment(ref count);
            await gate.Task;
            await Good(context);
        };
        return (() => Volatile.Read(ref count), gate.SetResult);
    }

    private static Task Eventually(Func<bool> condition, string what) => Eventually(() => Task.FromResult(condition()), what);

    private static async Task Eventually(Func<Task<bool>> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"not within 60 s: {what}");
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_failure_that_is_no_inference_is_told_apart()
    {
        await model.DisposeAsync();

        using var answer = await http.GetAsync($"{Address}/v2/models/m/ready");
        time.Advance(TimeSpan.FromSeconds(1));

        var row = (await Metrics()).Rows.Single();
        Assert.Equal((0, 0, 1), (row.Clusters, row.Requests, row.OtherFailed));
    }

    private static Task Good(HttpContext http) => http.Response.WriteAsync(
        """{"outputs":[{"name":"label","data":[1]},{"name":"score","data":[0.7]}]}""");

    private static Task Broken(HttpContext http)
    {
        http.Response.StatusCode = 500;
        return Task.CompletedTask;
    }

    private Task<HttpResponseMessage> Ask(string client, string stratum, string? id = null, bool mirror = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/v2/models/m/infer")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(AgentHeaders.ClientId, client);
        request.Headers.Add(AgentHeaders.Stratum, stratum);
        if (id is not null)
            request.Headers.Add(AgentHeaders.RequestId, id);
        if (mirror)
            request.Headers.Add(AgentHeaders.Mirror, "true");
        return http.SendAsync(request);
    }

    private async Task<AgentMetrics> Metrics() =>
        (await http.GetFromJsonAsync<AgentMetrics>($"{Address}/landfall/metrics", AgentJson.Default.Options))!;
}
