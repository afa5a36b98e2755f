using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Landfall.Local.Gateway;

namespace Landfall.Gateway.Tests.Reporting;

public sealed class RouteStatusTests
{
    private readonly ConcurrentQueue<RouteStatus> reported = new();

    [Fact]
    public async Task Accepts_a_route_once_per_generation()
    {
        await using var fixture = await StartAsync(Cluster.Split(1, 1));
        var changed = Cluster.Split(1, 2);
        changed["metadata"]!["generation"] = 2;

        fixture.Cluster.Set(Cluster.Split(1, 1));
        fixture.Cluster.Set(changed);
        await Eventually.True(() => reported.Any(status => status.Generation == 2), "the second generation");

        Assert.Equal([1, 2], reported.Select(status => status.Generation));
        var parent = reported.First().Parents[0]!;
        Assert.Equal("landfall", parent["parentRef"]!["name"]!.GetValue<string>());
        Assert.Equal("landfall.dev/gateway", parent["controllerName"]!.GetValue<string>());
        Assert.Equal(["Accepted=True", "ResolvedRefs=True"], Conditions(parent));
    }

    [Theory]
    [InlineData("""[{ "filters": [{ "type": "URLRewrite" }] }]""", "spec.rules[0]: the filter URLRewrite")]
    [InlineData("""[{ "matches": [{ "path": { "type": "RegularExpression" } }] }]""", "RegularExpression")]
    [InlineData("""[{ "backendRefs": [{ "name": "x", "port": 80, "weight": -1 }] }]""", "the weight -1")]
    [InlineData("""[{ "backendRefs": [{ "name": "x", "port": "http" }] }]""", "not a valid HTTPRoute")]
    public async Task Refuses_what_it_cannot_obey_and_says_where(string rules, string expected)
    {
        await using var fixture = await StartAsync(Cluster.Route(rules));

        var parent = reported.Single().Parents[0]!;
        Assert.Contains("Accepted=False", Conditions(parent));
        Assert.Contains(expected, parent["conditions"]![0]!["message"]!.GetValue<string>());
        Assert.Equal("404", await fixture.GetAsync());
    }

    [Fact]
    public async Task Shows_people_weights_endpoints_and_what_got_no_traffic_yet()
    {
        await using var fixture = await StartAsync(Cluster.Split(3, 1));
        fixture.Cluster.Serve("candidate");
        var before = (await fixture.RoutesAsync())[0].GetProperty("rules")[0].GetProperty("backends");
        Assert.Equal("no traffic yet", before[0].GetProperty("note").GetString());
        Assert.StartsWith("no ready endpoint", before[1].GetProperty("note").GetString());
        Assert.Equal(0.75, before[0].GetProperty("share").GetDouble());

        await fixture.ChangeAsync(Cluster.Split(3, 0), routes => routes[0].GetProperty("rules")[0]
            .GetProperty("backends")[1].GetProperty("note").GetString() == "weight 0: gets no requests"
            || routes[0].GetProperty("rules")[0].GetProperty("backends")[1].GetProperty("weight").GetInt32() == 0);
        for (var n = 0; n < 3; n++)
            await fixture.GetAsync();

        var after = (await fixture.RoutesAsync())[0].GetProperty("rules")[0].GetProperty("backends");
        Assert.Equal(3, after[0].GetProperty("requestsLastMinute").GetInt64());
        Assert.False(after[0].TryGetProperty("note", out _));
        Assert.Equal(3, await fixture.MetricAsync(
            "requests_total{route=\"models/flights\",backend=\"champion:80\",code=\"2xx\"}"));
    }

    private Task<GatewayFixture> StartAsync(JsonObject route) =>
        GatewayFixture.StartAsync(route, new GatewayOptions { ReportStatus = reported.Enqueue });

    private static IEnumerable<string> Conditions(JsonNode parent) => parent["conditions"]!.AsArray()
        .Select(condition => $"{condition!["type"]}={condition["status"]}");
}
