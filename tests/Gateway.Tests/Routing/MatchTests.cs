namespace Landfall.Gateway.Tests.Routing;

public sealed class MatchTests
{
    private const string Rules = """
        [
          { "matches": [{ "path": { "type": "PathPrefix", "value": "/v2/models/flights" } }],
            "backendRefs": [{ "name": "champion", "port": 80 }] },
          { "matches": [{ "path": { "type": "PathPrefix", "value": "/v2/models/flights" },
                          "headers": [{ "name": "x-try", "value": "new" }] },
                        { "path": { "type": "Exact", "value": "/exact" } }],
            "backendRefs": [{ "name": "candidate", "port": 80 }] }
        ]
        """;

    [Theory]
    [InlineData("/v2/models/flights", null, "champion:")]
    [InlineData("/v2/models/flights/infer?a=b", null, "champion:")]
    [InlineData("/v2/models/flights/infer", "new", "candidate:")]
    [InlineData("/v2/models/flights/infer", "newer", "champion:")]
    [InlineData("/v2/models/flightsarecool", null, "404")]
    [InlineData("/exact", null, "candidate:")]
    [InlineData("/exact/not", null, "404")]
    [InlineData("/", null, "404")]
    public async Task Takes_the_most_specific_match(string path, string? header, string expected)
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Route(Rules));
        if (header is not null)
            fixture.Http.DefaultRequestHeaders.Add("x-try", header);

        Assert.Equal(expected, await fixture.GetAsync(path));
    }

    [Theory]
    [InlineData("flights.example", "champion:")]
    [InlineData("FLIGHTS.example", "champion:")]
    [InlineData("a.models.example", "champion:")]
    [InlineData("models.example", "404")]
    [InlineData("other.example", "404")]
    public async Task Serves_the_hosts_of_a_route_only(string host, string expected)
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Route(
            """[{ "backendRefs": [{ "name": "champion", "port": 80 }] }]""",
            more: """ "hostnames": ["flights.example", "*.models.example"], """));
        fixture.Http.DefaultRequestHeaders.Host = host;

        Assert.Equal(expected, await fixture.GetAsync());
    }

    [Fact]
    public async Task Ignores_routes_of_other_gateways()
    {
        var route = Cluster.Split(1, 0);
        route["spec"]!["parentRefs"]![0]!["name"] = "another";
        await using var fixture = await GatewayFixture.StartAsync(route);

        Assert.Equal("404", await fixture.GetAsync());
        Assert.Equal(0, (await fixture.RoutesAsync()).GetArrayLength());
    }

    [Fact]
    public async Task Edits_headers_and_takes_no_word_from_clients_that_only_a_gateway_may_say()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Route(
            """
            [{ "filters": [{ "type": "RequestHeaderModifier", "requestHeaderModifier": {
                 "set": [{ "name": "x-landfall-stratum", "value": "step-1" }],
                 "add": [{ "name": "x-more", "value": "two" }],
                 "remove": ["x-secret"] } }],
               "backendRefs": [{ "name": "champion", "port": 80 }] }]
            """));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("x-landfall-stratum", "forged");
        request.Headers.Add("x-landfall-mirror", "true");
        request.Headers.Add("x-more", "one");
        request.Headers.Add("x-secret", "secret");
        request.Headers.Add("x-request-id", "mine");

        using var response = await fixture.Http.SendAsync(request);

        var seen = fixture.Champion.Requests.Single().Headers;
        Assert.Equal("step-1", seen["x-landfall-stratum"]);
        Assert.Equal("one,two", seen["x-more"].Replace(" ", ""));
        Assert.Equal("mine", seen["x-request-id"]);
        Assert.DoesNotContain("x-secret", seen.Keys);
        Assert.DoesNotContain("x-landfall-mirror", seen.Keys);
    }

    [Fact]
    public async Task Gives_each_request_an_id_of_its_own()
    {
        await using var fixture = await GatewayFixture.StartAsync(Cluster.Split(1, 0));

        await fixture.GetAsync();
        await fixture.GetAsync();

        Assert.Equal(2, fixture.Champion.Requests.Select(seen => seen.Headers["x-request-id"]).Distinct().Count());
    }
}
