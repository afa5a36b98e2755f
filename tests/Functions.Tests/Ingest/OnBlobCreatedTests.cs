using Landfall.Contracts;

namespace Landfall.Functions.Tests.Ingest;

public sealed class OnBlobCreatedTests
{
    private const string Subject = "/blobServices/default/containers/flights/blobs/monthly/2024-01/_SUCCESS";

    private readonly IngestBench bench = new();

    [Theory]
    [InlineData($$"""{"eventType":"Microsoft.Storage.BlobCreated","subject":"{{Subject}}","data":{"eTag":"0x1"} }""")]
    [InlineData($$"""{"specversion":"1.0","type":"Microsoft.Storage.BlobCreated","subject":"{{Subject}}","data":{"eTag":"0x1"} }""")]
    public async Task An_event_of_either_schema_starts_the_lane_and_wakes_it(string json)
    {
        await bench.Event(json);

        var (name, instance, input) = Assert.Single(bench.Hub.Started);
        Assert.Equal((Orchestrators.LandingLane, "lane-flights"), (name, instance));
        Assert.Equal("flights", Assert.IsType<LaneState>(input).Pipeline);
        var raised = Assert.Single(bench.Hub.Raised);
        Assert.Equal(("lane-flights", Signals.Landed), (raised.Instance, raised.Event));
        Assert.Equal(new LandedNudge("flights", "monthly/2024-01/_SUCCESS", "0x1", Sign: true), raised.Payload);
    }

    [Fact]
    public async Task A_lane_that_runs_is_woken_and_not_started_again()
    {
        await bench.Event(Created(Subject));
        await bench.Event(Created(Subject));

        Assert.Single(bench.Hub.Started);
        Assert.Equal(2, bench.Hub.Raised.Count);
    }

    [Fact]
    public async Task Every_pipeline_that_reads_there_is_woken()
    {
        await bench.Apply("delays");
        await bench.Apply("yearly", prefix: "yearly/");

        await bench.Event(Created(Subject));

        Assert.Equal(["lane-delays", "lane-flights"], bench.Hub.Raised.Select(raised => raised.Instance).Order());
    }

    [Fact]
    public async Task A_pipeline_applied_a_moment_ago_gets_its_first_event()
    {
        await bench.Event(Created(Subject));
        await bench.Apply("yearly", prefix: "yearly/");

        await bench.Event(Created("/blobServices/default/containers/flights/blobs/yearly/2024/_SUCCESS"));

        Assert.Equal("lane-yearly", bench.Hub.Raised[^1].Instance);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"eventType":7,"subject":null}""")]
    [InlineData($$"""{"eventType":"Microsoft.Storage.BlobDeleted","subject":"{{Subject}}"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/flights"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/queueServices/default/containers/flights/blobs/monthly/a.csv"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/other/blobs/monthly/a.csv"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/flights/blobs/daily/a.csv"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/landfall-runs/blobs/monthly/a.csv"}""")]
    public async Task What_is_no_landing_of_a_pipeline_is_dropped(string json)
    {
        await bench.Event(json);

        Assert.Empty(bench.Hub.Started);
        Assert.Empty(bench.Hub.Raised);
    }

    private static string Created(string subject) =>
        $$"""{"eventType":"Microsoft.Storage.BlobCreated","subject":"{{subject}}","data":{"eTag":"0x1"} }""";
}
