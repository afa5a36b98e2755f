using System.Net;
using Landfall.Contracts;
using Landfall.Domain.Serving;
using Landfall.Metrics;

namespace Landfall.Gateway.Tests.Reporting;

/// <summary>What a rollout reads of this gateway: failures as clients saw them, by version and stratum.</summary>
public sealed class FailuresTests
{
    private const string Rules = """
        [{ "filters": [
             { "type": "RequestHeaderModifier", "requestHeaderModifier": {
               "set": [{ "name": "x-landfall-stratum", "value": "3.2" }] } }MIRROR ],
           "backendRefs": [{ "name": "flights-v7", "port": 80 }] }]
        """;

    private const string Copies = """
        , { "type": "RequestMirror", "requestMirror": { "backendRef": { "name": "flights-v8", "port": 80 } } }
        """;

    private static readonly ModelVersionRef[] Versions = [Version(7), Version(8)];

    private static ModelVersionRef Version(int number) => new("flights", number, "sha256:m", "server", "sha256:s");

    private static Task<GatewayFixture> Start(string more = "") =>
        GatewayFixture.StartAsync(Cluster.Route(Rules.Replace("MIRROR", more, StringComparison.Ordinal)));

    private static async Task<IReadOnlyList<GatewayReading>> Read(GatewayFixture fixture) => (await new ScrapedGateway(
        new HttpClient(), new(fixture.Gateway.Address, "-/metrics")).Read(new("models", "flights"), Versions, null, default))!.Readings;

    [Fact]
    public async Task A_pod_that_is_gone_an_answer_of_500_and_a_broken_connection_have_failed()
    {
        await using var fixture = await Start();
        Assert.Equal("503", await fixture.GetAsync());
        fixture.Cluster.Serve("flights-v7", new IPEndPoint(IPAddress.Loopback, 1));
        Assert.Equal("502", await fixture.GetAsync());
        fixture.Cluster.Serve("flights-v7", fixture.Champion.EndPoint);
        fixture.Champion.Before = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await fixture.GetAsync();
        fixture.Champion.Before = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await fixture.GetAsync();

        Assert.Equal([new("v7", "3.2", false, 4)], await Read(fixture));
    }

    [Fact]
    public async Task A_refusal_made_good_and_a_client_that_left_are_no_failures()
    {
        await using var fixture = await Start();
        fixture.Cluster.Serve("flights-v7", new IPEndPoint(IPAddress.Loopback, 1), fixture.Champion.EndPoint);
        for (var n = 0; n < 4; n++)
            Assert.Equal("champion:", await fixture.GetAsync());

        fixture.Cluster.Serve("flights-v7", fixture.Champion.EndPoint);
        var go = new TaskCompletionSource();
        fixture.Champion.Before = _ => go.Task;
        using var leave = new CancellationTokenSource();
        var left = fixture.Http.GetAsync("/", leave.Token);
        await Eventually.True(() => fixture.Champion.Requests.Count == 5, "the request has arrived");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await Eventually.True(
            async () => await fixture.MetricAsync(
                "failures_total{route=\"models/flights\",backend=\"flights-v7:80\",kind=\"client_gone\"}") == 1, "the gateway has noticed");
        go.SetResult();

        Assert.Empty(await Read(fixture));
    }

    [Fact]
    public async Task Copies_that_fail_are_told_apart()
    {
        await using var fixture = await Start(Copies);
        fixture.Cluster.Serve("flights-v7", fixture.Champion.EndPoint);
        Assert.Equal("champion:", await fixture.GetAsync());
        fixture.Cluster.Serve("flights-v8", fixture.Candidate.EndPoint);
        fixture.Candidate.Before = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        Assert.Equal("champion:", await fixture.GetAsync());

        await Eventually.True(
            async () => (await Read(fixture)).SequenceEqual([new("v8", "3.2", true, 2)]), "both copies have failed");
    }
}
