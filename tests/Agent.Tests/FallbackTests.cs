using System.Net;
using System.Net.Http.Json;
using System.Text;
using Landfall.Agent.Serving;
using Landfall.Contracts.Agent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Agent.Tests;

/// <summary>Another version answers what this one fails to, and the failure stays this one's.</summary>
public sealed class FallbackTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpClient http = new();
    private readonly List<WebApplication> agents = [];
    private ModelServer candidate = null!;
    private ModelServer champion = null!;
    private Func<HttpContext, Task> infer = Failing;
    private Func<HttpContext, Task> standIn = Good;

    public async ValueTask InitializeAsync()
    {
        candidate = await ModelServer.Start(context => infer(context));
        champion = await ModelServer.Start(context => standIn(context));
        await Agent(champion, "v1", fallback: null);
        await Agent(candidate, "v2", fallback: Address(agents[0]));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        foreach (var agent in agents)
            await agent.DisposeAsync();
        await candidate.DisposeAsync();
        await champion.DisposeAsync();
    }

    [Fact]
    public async Task The_client_has_the_champion_s_answer_and_the_candidate_the_failure()
    {
        using var answer = await Ask(id: "r-1");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("v1", "v2"), (Header(answer, AgentHeaders.Version), Header(answer, AgentHeaders.FallbackFrom)));
        Assert.Equal("r-1", Header(answer, AgentHeaders.RequestId));
        Assert.Contains("0.7", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(1));
        var (mine, its) = (Assert.Single((await Metrics(agents[1])).Rows), Assert.Single((await Metrics(agents[0])).Rows));
        Assert.Equal(("3.1", 1L, 1L, 1L), (mine.Stratum, mine.Requests, mine.Measures[AgentMeasures.Failed].Bad, mine.StoodIn));
        Assert.Equal((AgentHeaders.FallbackStratum, 1L, 0L), (its.Stratum, its.Requests, its.Measures[AgentMeasures.Failed].Bad));
        var logged = await http.GetFromJsonAsync<PredictionLogPage>(
            new Uri(Address(agents[1]), "/landfall/predictions"), AgentJson.Default.Options);
        Assert.Equal(("r-1", 500), (Assert.Single(logged!.Entries).RequestId, logged.Entries[0].Status));
    }

    [Fact]
    public async Task A_server_that_is_gone_or_does_not_answer_in_time_is_stood_in_for_too()
    {
        var never = new TaskCompletionSource();
        infer = context => never.Task.WaitAsync(context.RequestAborted);
        using (var late = await Ask())
            Assert.Equal((HttpStatusCode.OK, "v1"), (late.StatusCode, Header(late, AgentHeaders.Version)));

        await candidate.DisposeAsync();
        using var gone = await Ask();
        Assert.Equal((HttpStatusCode.OK, "v1"), (gone.StatusCode, Header(gone, AgentHeaders.Version)));
    }

    [Fact]
    public async Task Where_both_fail_the_client_hears_of_the_candidate_s_failure()
    {
        standIn = Failing;
        using (var both = await Ask())
            await IsCandidates(both);

        await agents[0].DisposeAsync();
        using var retired = await Ask();
        await IsCandidates(retired);

        time.Advance(TimeSpan.FromSeconds(1));
        var row = Assert.Single((await Metrics(agents[1])).Rows);
        Assert.Equal((2L, 0L), (row.Measures[AgentMeasures.Failed].BadRequests, row.StoodIn));
    }

    [Fact]
    public async Task Of_an_answer_that_broke_off_before_its_first_byte_nothing_is_left()
    {
        infer = async context =>
        {
            context.Response.ContentLength = 1_000;
            context.Response.Headers["x-odd"] = "1";
            await context.Response.StartAsync();
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        using (var stood = await Ask())
        {
            Assert.Equal((HttpStatusCode.OK, "v1", null), (stood.StatusCode, Header(stood, AgentHeaders.Version), Header(stood, "x-odd")));
            Assert.Contains("0.7", await stood.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        standIn = Failing;
        using var refused = await Ask();
        Assert.Equal((HttpStatusCode.BadGateway, null), (refused.StatusCode, Header(refused, "x-odd")));
        Assert.Contains("broke off", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AgentHeaders.Mirror, "true", 2)]                // a copy: nobody waits for its answer
    [InlineData(AgentHeaders.FallbackFrom, "v3", 2)]            // it stands in already: versions must not send a request in circles
    [InlineData("x-other", "1", 300_000)]                       // streamed: its body is gone
    public async Task A_copy_a_second_fallback_and_a_streamed_body_are_not_passed_on(string header, string value, int length)
    {
        using var answer = await Ask(header: (header, value), body: new string(' ', length));

        Assert.Equal((HttpStatusCode.InternalServerError, "v2"), (answer.StatusCode, Header(answer, AgentHeaders.Version)));
        Assert.Empty((await Metrics(agents[0])).Rows);
    }

    [Fact]
    public async Task What_the_candidate_answers_is_its_answer()
    {
        foreach (var status in new[] { 200, 404, 422 })
        {
            infer = context =>
            {
                context.Response.StatusCode = status;
                return context.Response.WriteAsync("its own");
            };
            using var answer = await Ask();
            Assert.Equal((status, "v2"), ((int)answer.StatusCode, Header(answer, AgentHeaders.Version)));
            Assert.Equal("its own", await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task IsCandidates(HttpResponseMessage answer)
    {
        Assert.Equal((HttpStatusCode.InternalServerError, "v2"), (answer.StatusCode, Header(answer, AgentHeaders.Version)));
        Assert.False(answer.Headers.Contains(AgentHeaders.FallbackFrom));
        Assert.Contains("the server answered 500", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task Agent(ModelServer server, string version, Uri? fallback)
    {
        var limit = TimeSpan.FromMilliseconds(fallback is null ? 60_000 : 1_000);
        var agent = ServeCommand.Build(
            new(new("http://127.0.0.1:0"), server.Address, version, "pod", TimeSpan.FromSeconds(30), 4, limit, 100, Fallback: fallback),
            time, TextWriter.Null);
        await agent.StartAsync();
        agents.Add(agent);
    }

    private static Uri Address(WebApplication agent) => new(agent.Urls.First());

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;

    private static Task Good(HttpContext http) => http.Response.WriteAsync(
        """{"outputs":[{"name":"label","data":[1]},{"name":"score","data":[0.7]}]}""");

    private static Task Failing(HttpContext http)
    {
        http.Response.StatusCode = 500;
        return http.Response.WriteAsync("boom");
    }

    private async Task<HttpResponseMessage> Ask(string? id = null, (string Name, string Value)? header = null, string body = "{}")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address(agents[1]), "/v2/models/m/infer"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(AgentHeaders.ClientId, "c1");
        request.Headers.Add(AgentHeaders.Stratum, "3.1");
        if (id is not null)
            request.Headers.Add(AgentHeaders.RequestId, id);
        if (header is { } more)
            request.Headers.Add(more.Name, more.Value);
        return await http.SendAsync(request);
    }

    private async Task<AgentMetrics> Metrics(WebApplication agent) =>
        (await http.GetFromJsonAsync<AgentMetrics>(new Uri(Address(agent), "/landfall/metrics"), AgentJson.Default.Options))!;
}
