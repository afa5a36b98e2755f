using Landfall.Contracts;
using Landfall.Functions.Ingest.Activities;

namespace Landfall.Functions.Tests.Ingest;

public sealed class DriftScanTests
{
    private const string Watched = "watch: { every: 5m, drift: { psi: 0.25 }, onDrift: retrain }";
    private static readonly DriftRequest Drift = new("flights", "v7-20260301T120000Z", "live predictions have drifted");
    private readonly IngestBench bench = new();

    [Fact]
    public async Task An_episode_claims_one_run_on_the_data_that_was_complete_last_however_it_ended()
    {
        await bench.Apply(triggers: "drift", more: Watched);
        await bench.LandMonth();
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.LandMonth("2024-02");
        Assert.Empty((await bench.Scan()).Claimed);

        var run = Assert.Single((await bench.Scan(drift: Drift)).Claimed);
        Assert.Equal(new RunTrigger("drift", "v7-20260301T120000Z"), run.Trigger);
        Assert.Equal("monthly/2024-02", run.Dataset.Name);

        await bench.Start(run);
        await bench.End(run, Verdict.Failed);
        Assert.Empty((await bench.Scan(drift: Drift)).Claimed);
        Assert.NotEqual(run.Id, Assert.Single((await bench.Scan(drift: Drift with { Occurrence = "v8-20260401T120000Z" })).Claimed).Id);
    }

    [Fact]
    public async Task A_pipeline_that_no_longer_has_the_trigger_gives_no_run()
    {
        await bench.LandMonth();
        var first = Assert.Single((await bench.Scan()).Claimed);
        await bench.Start(first);

        Assert.Empty((await bench.Scan(drift: Drift)).Claimed);
    }

    [Fact]
    public async Task Without_complete_data_it_says_so()
    {
        await bench.Apply(triggers: "drift", more: Watched);

        var scan = await bench.Scan(drift: Drift);
        Assert.Empty(scan.Claimed);
        Assert.Contains("a run was due (drift v7-20260301T120000Z), and no dataset is complete", scan.Notes);
    }

    [Fact]
    public async Task The_lane_is_begun_where_there_is_none_and_told()
    {
        await new AskRetrainActivity().Run(Drift, bench.Hub, default);
        await new AskRetrainActivity().Run(Drift, bench.Hub, default);

        Assert.Equal("lane-flights", Assert.Single(bench.Hub.Started).Instance);
        Assert.All(bench.Hub.Raised, raised => Assert.Equal(("lane-flights", Signals.Drift, Drift), raised));
    }
}
