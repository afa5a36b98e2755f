using System.Net;
using Landfall.Contracts;
using Landfall.Domain.Serving;
using Landfall.Metrics;

namespace Landfall.Adapters.Tests.Metrics;

public sealed class GatewaySourceTests
{
    private static readonly RouteRef Route = new("serve", "flights");
    private static readonly ModelVersionRef[] Versions = [Version(6), Version(7)];

    private static ModelVersionRef Version(int number) => new("flights", number, "sha256:m", "server", "sha256:s");

    private static Task<GatewayFindings?> Scrape(string text, HttpStatusCode status = HttpStatusCode.OK) =>
        new ScrapedGateway(new HttpClient(new Page(text, status)), new("http://gateway/-/metrics")).Read(Route, Versions, null, default);

    [Fact]
    public async Task Failures_of_the_route_s_two_backends_are_read_and_no_others()
    {
        var found = await Scrape("""
            # TYPE landfall_gateway_stratum_failed_total counter
            landfall_gateway_stratum_failed_total{route="serve/flights",backend="flights-v7:80",stratum="3.2",mirror="false"} 12
            landfall_gateway_stratum_failed_total{route="serve/flights",backend="flights-v6:80",stratum="a \"b\"\\",mirror="true"} 3
            landfall_gateway_stratum_failed_total{route="serve/flights",backend="flights-v5:80",stratum="3.2",mirror="false"} 9
            landfall_gateway_stratum_failed_total{route="serve/other",backend="flights-v7:80",stratum="3.2",mirror="false"} 9
            landfall_gateway_requests_total{route="serve/flights",backend="flights-v7:80",code="5xx"} 40
            """);

        Assert.Null(found!.Problem);
        Assert.Equal([new("v7", "3.2", false, 12), new("v6", "a \"b\"\\", true, 3)], found.Readings);
    }

    [Theory]
    [InlineData("landfall_gateway_stratum_failed_total{route=\"serve/flights\"", HttpStatusCode.OK)]
    [InlineData("landfall_gateway_stratum_failed_total{route=\"serve/flights\",backend=\"flights-v7:80\"} many", HttpStatusCode.OK)]
    [InlineData("landfall_gateway_stratum_failed_total{nonsense} 1", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.NotFound)]
    public async Task Counters_that_cannot_be_read_are_a_problem_and_never_a_zero(string text, HttpStatusCode status)
    {
        var found = await Scrape(text, status);

        Assert.Empty(found!.Readings);
        Assert.Contains("http://gateway/-/metrics", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prometheus_is_asked_for_each_backend_and_a_series_that_is_not_there_is_nothing_failed()
    {
        var store = new Store(4);

        var found = await new PrometheusGateway(store).Read(
            Route, Versions, new("http://prometheus:9090", "sum(rq{ns=\"{namespace}\",svc=\"{service}\"})"), default);

        Assert.Equal([new("v6", null, false, 4), new("v7", null, false, 4)], found!.Readings);
        Assert.Equal("(sum(rq{ns=\"serve\",svc=\"flights-v6\"})) or vector(0)", store.Asked[0]);
    }

    [Fact]
    public async Task Without_an_expression_no_gateway_is_known_and_without_a_number_it_is_a_problem()
    {
        Assert.Null(await new PrometheusGateway(new Store(1)).Read(Route, Versions, new("http://prometheus:9090"), default));
        Assert.Null(await new PrometheusGateway(new Store(1)).Read(Route, Versions, null, default));
        Assert.Equal(
            "no number of the gateway's failures for flights-v6",
            (await new PrometheusGateway(new Store(null)).Read(Route, Versions, new("http://p:9090", "x{{service}}"), default))!.Problem);
    }

    private sealed class Page(string text, HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(text) });
    }

    private sealed class Store(double? number) : IMetricSource
    {
        public List<string> Asked { get; } = [];

        public Task<double?> Read(Uri source, string query, CancellationToken cancel)
        {
            Asked.Add(query);
            return Task.FromResult(number);
        }
    }
}
