using System.Net;
using System.Text;
using Landfall.Metrics;

namespace Landfall.Adapters.Tests.Metrics;

public sealed class PrometheusMetricsTests
{
    private static readonly Uri Source = new("http://prometheus.monitoring:9090/base");

    private static Task<double?> Read(StubStore store, CancellationToken cancel = default) =>
        new PrometheusMetrics(new HttpClient(store)).Read(Source, "rate(x[5m]) > 1", cancel);

    private static string Vector(params string[] values) => Result("vector",
        string.Join(',', values.Select(value => $$"""{"metric":{},"value":[1435781451.781,"{{value}}"]}""")));

    private static string Result(string type, string content) =>
        $$$"""{"status":"success","data":{"resultType":"{{{type}}}","result":[{{{content}}}]}}""";

    [Fact]
    public async Task One_number_is_read_and_the_query_is_sent_as_a_form_below_the_given_address()
    {
        var store = new StubStore(Vector("0.25"));

        Assert.Equal(0.25, await Read(store));

        Assert.Equal("http://prometheus.monitoring:9090/base/api/v1/query", store.Address?.AbsoluteUri);
        Assert.Equal("query=rate%28x%5B5m%5D%29+%3E+1", store.Sent);
    }

    [Fact]
    public async Task A_scalar_is_a_number_too() =>
        Assert.Equal(3, await Read(new StubStore(Result("scalar", "1435781451.781,\"3\""))));

    [Theory]
    [InlineData]
    [InlineData("1", "2")]
    [InlineData("NaN")]
    [InlineData("+Inf")]
    public async Task No_series_several_series_and_no_finite_number_are_no_number(params string[] values) =>
        Assert.Null(await Read(new StubStore(Vector(values))));

    [Theory]
    [InlineData("""{"status":"error","error":"parse error"}""", HttpStatusCode.BadRequest)]
    [InlineData("<html>sign in</html>", HttpStatusCode.OK)]
    [InlineData("[]", HttpStatusCode.OK)]
    [InlineData("""{"data":null}""", HttpStatusCode.OK)]
    [InlineData("""{"data":{"resultType":"vector","result":["x"]}}""", HttpStatusCode.OK)]
    public async Task An_answer_that_is_not_one_is_no_number(string answer, HttpStatusCode status) =>
        Assert.Null(await Read(new StubStore(answer, status)));

    [Fact]
    public async Task A_store_that_cannot_be_reached_or_is_too_slow_is_no_number()
    {
        Assert.Null(await Read(new StubStore(() => throw new HttpRequestException("no route to host"))));
        Assert.Null(await Read(new StubStore(() => throw new TaskCanceledException("timed out"))));
    }

    [Fact]
    public async Task Being_told_to_stop_is_not_an_absent_number()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Read(new StubStore(Vector("1")), stop.Token));
    }

    [Theory]
    [InlineData("https://models-a1.westeurope.prometheus.monitor.azure.com", "Bearer a token of https://prometheus.monitor.azure.com/.default")]
    [InlineData("http://models-a1.westeurope.prometheus.monitor.azure.com", "")]
    [InlineData("https://prometheus.monitor.azure.com.example.com", "")]
    public async Task A_token_goes_to_an_Azure_Monitor_workspace_and_to_nobody_else(string source, string sent)
    {
        var store = new StubStore(Vector("1"));

        await new PrometheusMetrics(new HttpClient(store), new StubCredential()).Read(new Uri(source), "up", default);

        Assert.Equal(sent, store.Authorization);
    }

    private sealed class StubStore(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        public StubStore(string answer, HttpStatusCode status = HttpStatusCode.OK)
            : this(() => new(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") })
        {
        }

        public Uri? Address { get; private set; }

        public string? Sent { get; private set; }

        public string Authorization { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            Address = request.RequestUri;
            Authorization = $"{request.Headers.Authorization}";
            Sent = await request.Content!.ReadAsStringAsync(cancel);
            return answer();
        }
    }
}
