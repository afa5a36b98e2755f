using System.Text.Json;
using Flights.Traffic;

namespace Landfall.Samples.Tests;

public sealed class TrafficTests
{
    private static readonly byte[][] Bodies = [PreparedRequests.Body("2001-04-01 10:00:00", 500, "SFO", null)];

    [Fact]
    public async Task Requests_and_failures_are_counted_by_the_version_that_answered()
    {
        await using var gateway = await StubGateway.Start(
            n => (n % 10) switch { 0 => (500, "v2"), < 4 => (200, "v2"), 4 => (503, null), _ => (200, "v1") });

        var report = await Run(gateway.Url, rate: 100, clients: 100, seconds: 1);

        Assert.Equal(100, report.Requests);
        Assert.Equal(20, report.Failed);
        Assert.Equal((50, 0), Figures(report, "v1"));
        Assert.Equal((40, 10), Figures(report, "v2"));
        Assert.Equal((10, 10), Figures(report, "none"));
        Assert.Equal([new("500", 10)], report.ByVersion["v2"].Failures!);
        Assert.Equal([new("503", 10)], report.ByVersion["none"].Failures!);
        Assert.Null(report.ByVersion["v1"].Failures);
        Assert.True(report.ByVersion["v1"].P50 > 0 && report.ByVersion["v1"].P50 <= report.ByVersion["v1"].P99);
        Assert.All(gateway.Asked, asked => Assert.Equal("/v2/models/flights-delay/infer", asked.Path));
    }

    [Fact]
    public async Task With_a_client_per_request_no_client_asks_twice_a_second()
    {
        await using var gateway = await StubGateway.Start(_ => (200, "v1"));

        await Run(gateway.Url, rate: 100, clients: 100, seconds: 1);

        Assert.Equal(100, gateway.Asked.Select(asked => asked.Client).Distinct().Count());
    }

    [Fact]
    public async Task Vain_attempts_before_the_first_success_are_counted_apart()
    {
        await using var gateway = await StubGateway.Start(n => n < 2 ? (404, null) : (200, "v1"));

        var report = await Run(gateway.Url, rate: 50, clients: 50, seconds: 0.2, wait: true);

        Assert.Equal(2, report.BeforeFirstSuccess);
        Assert.Equal(11, report.Requests);
        Assert.Equal(0, report.Failed);
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_without_a_version()
    {
        string url;
        await using (var gone = await StubGateway.Start(_ => (200, "v1")))
            url = gone.Url;

        var report = await Run(url, rate: 50, clients: 50, seconds: 0.2);

        Assert.Equal((10, 10), Figures(report, "none"));
    }

    [Fact]
    public async Task Being_stopped_leaves_a_whole_report()
    {
        await using var gateway = await StubGateway.Start(_ => (200, "v1"));
        var file = Path.GetTempFileName();
        using var stop = new CancellationTokenSource();
        using var seen = new SemaphoreSlim(0);
        using var output = new Lines(_ => seen.Release());

        var running = TrafficRun.Start(Settings(gateway.Url, 50, 50, null, false), Bodies, file, output, stop.Token);
        Assert.True(await seen.WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        var report = await running;

        var saved = JsonSerializer.Deserialize(File.ReadAllBytes(file), TrafficJson.Default.TrafficReport)!;
        Assert.True(report.Requests > 0);
        Assert.Equal(report.Requests, saved.Requests);
        Assert.Equal(gateway.Asked.Count, saved.Requests);
        Assert.Contains("\"beforeFirstSuccess\": 0", File.ReadAllText(file));
        File.Delete(file);
    }

    [Theory]
    [InlineData("gateway", 1, 1, "--url")]
    [InlineData("http://x", 0, 1, "--rate")]
    [InlineData("http://x", 1, 0, "--clients")]
    public void A_bad_option_is_named(string url, double rate, int clients, string expected)
    {
        var error = Assert.Throws<ArgumentException>(
            () => TrafficSettings.Checked(url, "m", rate, clients, null, waitForFirst: false));

        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Percentiles_are_right_within_five_percent()
    {
        var histogram = new LatencyHistogram();
        for (var ms = 1; ms <= 1_000; ms++)
            histogram.Add(TimeSpan.FromMilliseconds(ms));

        Assert.InRange(histogram.Percentile(0.5)!.Value, 500, 526);
        Assert.InRange(histogram.Percentile(0.99)!.Value, 990, 1_041);
        Assert.Null(new LatencyHistogram().Percentile(0.5));
    }

    private static Task<TrafficReport> Run(string url, double rate, int clients, double seconds, bool wait = false) =>
        TrafficRun.Start(
            Settings(url, rate, clients, seconds, wait), Bodies, null, TextWriter.Null, TestContext.Current.CancellationToken);

    private static TrafficSettings Settings(string url, double rate, int clients, double? seconds, bool wait) =>
        TrafficSettings.Checked(url, "flights-delay", rate, clients, seconds, wait);

    private static (long Requests, long Failed) Figures(TrafficReport report, string version) =>
        (report.ByVersion[version].Requests, report.ByVersion[version].Failed);

    private sealed class Lines(Action<string?> seen) : StringWriter
    {
        public override void WriteLine(string? value) => seen(value);
    }
}
