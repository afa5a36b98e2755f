using System.Net;
using System.Net.Sockets;
using Landfall.Local.Gateway;

namespace Landfall.Gateway.Tests.Forwarding;

public sealed class ForwardingTests
{
    [Fact]
    public async Task Loses_no_request_while_the_weights_change_a_hundred_times()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(50, 50));
        var left = 1000;
        var answers = new System.Collections.Concurrent.ConcurrentBag<string>();

        var clients = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                answers.Add(await fixture.GetAsync());
        }).ToArray();
        for (var flip = 0; flip < 100; flip++)
        {
            var before = answers.Count;
            fixture.Cluster.Set(Cluster.Split(flip % 2 * 100, (flip + 1) % 2 * 100));
            await Eventually.True(
                () => answers.Count > before || answers.Count == 1000, "requests go on between two changes");
        }

        await Task.WhenAll(clients);
        Assert.Equal(1000, answers.Count);
        Assert.All(answers, answer => Assert.Contains(answer, new[] { "champion:", "candidate:" }));
        Assert.Equal(1000, fixture.Champion.Requests.Count + fixture.Candidate.Requests.Count);
        Assert.NotEmpty(fixture.Champion.Requests);
        Assert.NotEmpty(fixture.Candidate.Requests);
    }

    [Fact]
    public async Task Finishes_a_request_on_the_backend_on_which_it_began()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(1, 0));
        var go = new TaskCompletionSource();
        fixture.Champion.Before = _ => go.Task;

        var slow = fixture.GetAsync();
        await Eventually.True(() => fixture.Champion.Requests.Count == 1, "the request has arrived");
        // Only the first is held: one that still meets the old route must not wait for it.
        fixture.Champion.Before = _ => Task.CompletedTask;
        fixture.Cluster.Set(Cluster.Split(0, 1));
        await Eventually.True(async () => await fixture.GetAsync() == "candidate:", "new requests go elsewhere");
        go.SetResult();

        Assert.Equal("champion:", await slow);
    }

    [Fact]
    public async Task Lets_a_request_end_when_it_is_stopped()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(1, 0));
        var go = new TaskCompletionSource();
        fixture.Champion.Before = _ => go.Task;

        var slow = fixture.GetAsync();
        await Eventually.True(() => fixture.Champion.Requests.Count == 1, "the request has arrived");
        var stopped = fixture.Gateway.DisposeAsync();
        go.SetResult();

        Assert.Equal("champion:", await slow);
        await stopped;
    }

    [Fact]
    public async Task Takes_the_endpoints_of_a_backend_in_turn()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(1, 0));
        fixture.Cluster.Serve("champion", fixture.Champion.EndPoint, fixture.Candidate.EndPoint);

        for (var n = 0; n < 10; n++)
            await fixture.GetAsync();

        Assert.Equal((5, 5), (fixture.Champion.Requests.Count, fixture.Candidate.Requests.Count));
    }

    [Fact]
    public async Task Tries_another_endpoint_when_one_refuses_the_connection()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(1, 0));
        fixture.Cluster.Serve("champion", Closed(), fixture.Champion.EndPoint);

        for (var n = 0; n < 10; n++)
        {
            using var response = await fixture.Http.PostAsync("/", new StringContent($"body {n}"));
            Assert.Equal($"champion:body {n}", await response.Content.ReadAsStringAsync());
        }

        Assert.Equal(5, await fixture.MetricAsync(
            "failures_total{route=\"models/flights\",backend=\"champion:80\",kind=\"refused\"}"));
        Assert.Equal(10, await fixture.MetricAsync(
            "requests_total{route=\"models/flights\",backend=\"champion:80\",code=\"2xx\"}"));
    }

    [Fact]
    public async Task Answers_502_when_every_endpoint_refuses()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(1, 0));
        fixture.Cluster.Serve("champion", Closed());

        Assert.Equal("502", await fixture.GetAsync());
    }

    [Fact]
    public async Task Counts_a_backend_that_breaks_off_and_does_not_ask_it_twice()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(1, 0));
        fixture.Champion.Before = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        using var response = await fixture.Http.PostAsync("/", new StringContent("once"));

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Single(fixture.Champion.Requests);
        Assert.Equal(1, await fixture.MetricAsync(
            "failures_total{route=\"models/flights\",backend=\"champion:80\",kind=\"reset\"}"));
    }

    [Fact]
    public async Task Answers_504_for_a_silent_backend_and_counts_it()
    {
        await using var fixture = await GatewayFixture.StartAsync(
            Cluster.Split(1, 0), new GatewayOptions { BackendTimeout = TimeSpan.FromMilliseconds(200) });
        var go = new TaskCompletionSource();
        fixture.Champion.Before = _ => go.Task;

        Assert.Equal("504", await fixture.GetAsync());

        go.SetResult();
        Assert.Equal(1, await fixture.MetricAsync(
            "failures_total{route=\"models/flights\",backend=\"champion:80\",kind=\"timeout\"}"));
    }

    /// <summary>An endpoint at which nobody listens.</summary>
    private static IPEndPoint Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
