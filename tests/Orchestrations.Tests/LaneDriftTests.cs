using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>What a watch asks a lane for.</summary>
public sealed class LaneDriftTests : OrchestratorTests
{
    private static readonly Run First = Sample.RunOf("flights-1", "2026-01");
    private readonly List<ScanRequest> scans = [];

    public LaneDriftTests()
        : base(typeof(LandingLane), Orchestrators.LaneId("flights"))
    {
        Answer<ScanRequest>(Steps.ScanLandings, request =>
        {
            scans.Add(request);
            return new ScanResult(request.Drift is null ? [] : [First], null, Concurrency.Queue, []);
        });
        Answer(Steps.StartRun, null);
        Go(new LaneState("flights"));
    }

    [Fact]
    public void Drift_is_a_scan_that_names_it_and_its_run_starts()
    {
        Raise(Signals.Drift, new DriftRequest("flights", "v7-20260301T120000Z", "live predictions have drifted"));
        Keep("1.0-drift");

        Assert.Equal("v7-20260301T120000Z", Assert.Single(scans).Drift!.Occurrence);
        Assert.Equal(First.Id, Play.CustomStatus<LaneState>()!.Active!.Id);
    }

    [Fact]
    public void What_has_arrived_and_was_not_read_is_read_by_the_next_execution()
    {
        HoldBack(Steps.ScanLandings);
        Raise(Signals.Landed, new LandedNudge("flights", "monthly/a.parquet", "etag"));
        for (var sent = 0; sent < 250; sent++)
            Play.RaiseEvent(Signals.Drift, new DriftRequest("flights", $"v7-{sent}", "drift"));
        Answer<ScanRequest>(Steps.ScanLandings, request =>
        {
            scans.Add(request);
            return new ScanResult([], null, Concurrency.Queue, []);
        });
        Go();

        Assert.Equal(Enumerable.Range(0, 250).Select(n => $"v7-{n}"), scans.Select(scan => scan.Drift?.Occurrence).OfType<string>());
        Assert.True(Play.Generation > 5);
    }
}
