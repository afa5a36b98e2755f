using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
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
            new(new("http://127.0.0.1:0"), model.Address, "v7", "pod-1", TimeSpan.FromMilliseconds(250), 4, TimeSpan.FromMinutes(2), 100),
            time, TextWriter.Null);
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
        // One more than there are places to work and to wait. Whichever comes last is the one that is answered at once.
        var (held, go) = Hold();
        var asked = Enumerable.Range(0, 4 + 64 + 1).Select(i => Ask($"c{i}", "3.1")).ToList();

        var refused = await Task.WhenAny(asked);
        asked.Remove(refused);
        go();
        var answers = await Task.WhenAll(asked);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await refused).StatusCode);
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

    [Fact]
    public async Task A_server_that_comes_up_a_moment_later_is_asked_again()
    {
        var (asked, address) = (0, model.Address);
        await model.DisposeAsync();
        var answer = Ask("c1", "3.1");
        model = await ModelServer.Start(context =>
        {
            asked++;
            return Good(context);
        }, address.Port);

        using var answered = await answer;

        // Whoever is faster: it was answered, or it was counted as what it was; never both, and never twice.
        Assert.Equal(answered.IsSuccessStatusCode ? 1 : 0, asked);
        time.Advance(TimeSpan.FromSeconds(1));
        var row = (await Metrics()).Rows.Single();
        Assert.Equal((1, answered.IsSuccessStatusCode ? 0 : 1), (row.Requests, row.Measures[AgentMeasures.Failed].Bad));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_dies_in_the_middle_has_failed_and_is_not_asked_twice(bool answering)
    {
        var asked = 0;
        infer = async context =>
        {
            asked++;
            if (answering)
            {
                context.Response.ContentLength = 1_000;
                await context.Response.WriteAsync("{\"outputs\":[");
                await context.Response.Body.FlushAsync();
            }

            context.Abort();
        };

        // The first bytes of an answer may be lost with the connection: then it is as if there had been none.
        var failure = await Record.ExceptionAsync(async () =>
        {
            using var answer = await Ask("c1", "3.1");
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        });
        Assert.True(failure is null || (answering && failure is HttpRequestException), $"{failure}");

        Assert.Equal(1, asked);
        time.Advance(TimeSpan.FromSeconds(1));
        var row = (await Metrics()).Rows.Single();
        Assert.Equal(new AgentMeasure(1, 1), row.Measures[AgentMeasures.Failed]);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_the_client_s_failure_whether_it_says_its_length_or_not()
    {
        var asked = 0;
        infer = async context =>
        {
            asked++;
            await context.Request.Body.CopyToAsync(Stream.Null);
        };
        foreach (var chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/v2/models/m/infer");
            request.Headers.ExpectContinue = true;      // else the refusal meets a client that is still writing
            request.Headers.TransferEncodingChunked = chunked;
            request.Content = new ByteArrayContent(new byte[ServeOptions.LargestBody + 1]);

            using var answer = await http.SendAsync(request);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.All((await Metrics()).Rows, row => Assert.Equal(0, row.Measures[AgentMeasures.Failed].Bad));
    }

    [Fact]
    public async Task A_large_answer_passes_whole_and_is_not_logged()
    {
        infer = context => context.Response.WriteAsync(new string('x', 3_000_000));

        using var answer = await Ask("c1", "3.1", id: "r-1");

        Assert.Equal(3_000_000, (await answer.Content.ReadAsStringAsync()).Length);
        Assert.Null(Assert.Single((await Predictions()).Entries).Labels);
    }

    [Fact]
    public async Task A_score_that_is_no_number_leaves_the_log_readable()
    {
        infer = context => context.Response.WriteAsync("""{"outputs":[{"name":"label","data":[1]},{"name":"score","data":[1e999]}]}""");
        (await Ask("c1", "3.1", id: "r-1")).Dispose();

        var entry = Assert.Single((await Predictions()).Entries);

        Assert.Equal("1", Assert.Single(entry.Labels!));
        Assert.Null(entry.Scores);
    }

    [Fact]
    public async Task An_id_that_no_header_can_carry_is_replaced_by_the_same_for_its_copy()
    {
        foreach (var mirror in new[] { "false", "true" })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, new Uri(Address).Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(
                $"POST /v2/models/m/infer HTTP/1.1\r\nHost: x\r\nx-request-id: zoé\r\nx-landfall-mirror: {mirror}\r\n"
                + "Connection: close\r\nContent-Length: 2\r\n\r\n{}"));
            using var answer = new StreamReader(stream);
            Assert.StartsWith("HTTP/1.1 200", await answer.ReadToEndAsync(), StringComparison.Ordinal);
        }

        var entries = (await Predictions()).Entries;
        Assert.Equal(2, entries.Count);
        Assert.Matches("^[0-9a-f]{64}$", Assert.Single(entries.Select(entry => entry.RequestId).Distinct()));
    }

    private async Task<PredictionLogPage> Predictions() =>
        (await http.GetFromJsonAsync<PredictionLogPage>($"{Address}/landfall/predictions", AgentJson.Default.Options))!;

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
