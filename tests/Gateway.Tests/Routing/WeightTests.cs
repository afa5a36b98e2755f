using Landfall.Local.Gateway;

namespace Landfall.Gateway.Tests.Routing;

public sealed class WeightTests
{
    [Fact]
    public async Task Divides_requests_by_weight()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(90, 10));

        for (var n = 0; n < 1000; n++)
            await fixture.GetAsync();

        // Four standard deviations around 100 of 1000: sqrt(1000 * 0.1 * 0.9) = 9.5.
        Assert.InRange(fixture.Candidate.Requests.Count, 62, 138);
        Assert.Equal(1000, fixture.Candidate.Requests.Count + fixture.Champion.Requests.Count);
    }

    [Fact]
    public async Task Sends_nothing_to_weight_zero()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(100, 0));

        for (var n = 0; n < 200; n++)
            Assert.Equal("champion:", await fixture.GetAsync());

        Assert.Empty(fixture.Candidate.Requests);
    }

    [Theory]
    [InlineData(0.0, 0, 1, "candidate")]
    [InlineData(0.0, 1, 0, "champion")]
    [InlineData(0.9999999, 1, 0, "champion")]
    [InlineData(0.4999999, 1, 1, "champion")]
    [InlineData(0.5, 1, 1, "candidate")]
    [InlineData(0.5, 0, 0, null)]
    public void Chooses_by_the_place_on_the_line(double point, int champion, int candidate, string? expected)
    {
        WeightedBackend[] backends =
        [
            new(new Backend("models", "champion", 80), champion, HeaderEdits.None),
            new(new Backend("models", "candidate", 80), candidate, HeaderEdits.None),
        ];

        Assert.Equal(expected, BackendChoice.Of(backends, point)?.Backend.Service);
    }

    [Fact]
    public async Task Answers_500_when_all_weights_are_zero()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(0, 0));

        Assert.Equal("500", await fixture.GetAsync());
    }

    [Fact]
    public async Task Answers_503_without_a_ready_endpoint_and_counts_it()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(1, 0));
        fixture.Cluster.Serve("champion");

        Assert.Equal("503", await fixture.GetAsync());

        Assert.Equal(1, await fixture.MetricAsync(
            "failures_total{route=\"models/flights\",backend=\"champion:80\",kind=\"no_endpoint\"}"));
        Assert.Equal(1, await fixture.MetricAsync(
            "requests_total{route=\"models/flights\",backend=\"champion:80\",code=\"5xx\"}"));
    }

    [Fact]
    public async Task Keeps_a_client_where_it_is_and_moves_clients_one_way_as_the_weight_rises()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(100, 0, sticky: true));
        var clients = Enumerable.Range(0, 60).Select(n => $"client-{n}").ToArray();
        HashSet<string> moved = [];

        foreach (var weight in new[] { 5, 25, 50, 75, 100 })
        {
            await fixture.ChangeAsync(Cluster.Split(100 - weight, weight, sticky: true), routes => routes[0]
                .GetProperty("rules")[0].GetProperty("backends")[1].GetProperty("weight").GetInt32() == weight);
            HashSet<string> now = [];
            foreach (var client in clients)
            {
                var first = await fixture.GetAsync("/", client);
                Assert.Equal(first, await fixture.GetAsync("/", client));
                if (first == "candidate:")
                    now.Add(client);
            }

            Assert.Superset(moved, now);
            moved = now;
        }

        Assert.Equal(clients.Length, moved.Count);
    }

    [Fact]
    public async Task Knows_a_client_by_its_cookie_too()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(50, 50, sticky: true));
        HashSet<string> answers = [];

        for (var n = 0; n < 20; n++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("Cookie", "landfall-client=someone");
            using var response = await fixture.Http.SendAsync(request);
            answers.Add(await response.Content.ReadAsStringAsync());
        }

        Assert.Single(answers);
    }

    [Fact]
    public void Spreads_clients_evenly_and_differently_per_route()
    {
        var one = new Route("models", "one", default, true, [], []);
        var two = one with { Name = "two" };
        var points = Enumerable.Range(0, 10_000).Select(n => BackendChoice.PointOf($"{n}", one)).ToList();

        Assert.All(points, point => Assert.InRange(point, 0, 0.9999999999999999));
        // Four standard deviations: sqrt(10000 * 0.1 * 0.9) = 30.
        for (var tenth = 0; tenth < 10; tenth++)
            Assert.InRange(points.Count(point => (int)(point * 10) == tenth), 880, 1120);
        Assert.NotEqual(BackendChoice.PointOf("someone", one), BackendChoice.PointOf("someone", two));
    }

    [Fact]
    public async Task Loses_no_request_through_a_hundred_changes_of_weight_under_load()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(100, 0));
        using var over = new CancellationTokenSource();
        var asked = 0L;
        var lost = new System.Collections.Concurrent.ConcurrentBag<string>();
        var load = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!over.IsCancellationRequested)
            {
                var answer = await fixture.GetAsync();
                Interlocked.Increment(ref asked);
                if (answer is not ("champion:" or "candidate:"))
                    lost.Add(answer);
            }
        }).ToList();

        for (var change = 1; change <= 100; change++)
        {
            var before = Interlocked.Read(ref asked);
            fixture.Cluster.Set(Cluster.Split(100 - change, change));       // the hundredth promotes
            await Eventually.True(() => Task.FromResult(Interlocked.Read(ref asked) > before + 4), "requests go on");
        }

        await over.CancelAsync();
        await Task.WhenAll(load);
        Assert.Empty(lost);
        Assert.True(fixture.Candidate.Requests.Count > 0 && fixture.Champion.Requests.Count > 0);
        Assert.Equal(asked, fixture.Candidate.Requests.Count + fixture.Champion.Requests.Count);
    }
}
