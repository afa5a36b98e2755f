namespace Landfall.Orchestrations.Tests;

/// <summary>Where a look takes long, files that complete nothing by themselves cause one only now and then.</summary>
public sealed class LaneRestTests : OrchestratorTests
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(8);
    private static readonly LandedNudge File = new("flights", "monthly/2024-01/part-1.csv", "etag");
    private static readonly LandedNudge Marker = new("flights", "monthly/2024-01/_SUCCESS", "etag", Sign: true);

    private int scans;
    private TimeSpan? rest = Rest;

    public LaneRestTests()
        : base(typeof(LandingLane), Orchestrators.LaneId("flights"))
    {
        Answer<ScanRequest>(Steps.ScanLandings, _ =>
        {
            scans++;
            return new ScanResult([], null, Concurrency.Queue, [], rest);
        });
        Go(new LaneState("flights"));
        Raise(Signals.Landed, File);
        Assert.Equal(1, scans);
    }

    [Fact]
    public void A_file_waits_for_the_end_of_the_rest()
    {
        Raise(Signals.Landed, File);
        Raise(Signals.Landed, File);
        Assert.Equal(1, scans);

        Assert.Equal(Play.CustomStatus<LaneState>()!.RestUntil!.Value.UtcDateTime, Assert.Single(Play.OpenTimers));
        Play.FireNextTimer();
        Go();
        Assert.Equal(2, scans);
    }

    [Fact]
    public void What_may_complete_a_dataset_is_looked_at_at_once()
    {
        Raise(Signals.Landed, File);
        Raise(Signals.Landed, Marker);
        Assert.Equal(2, scans);
    }

    [Fact]
    public void What_a_person_asks_for_waits_for_no_rest()
    {
        Raise(Signals.Rerun, new RerunRequest("flights-0", "ada", "again"));
        Assert.Equal(2, scans);
    }

    [Fact]
    public void A_short_look_is_followed_by_no_rest()
    {
        rest = null;
        Raise(Signals.Landed, Marker);
        Raise(Signals.Landed, File);
        Raise(Signals.Landed, File);
        Assert.Equal(4, scans);
    }

    [Fact]
    public void Files_by_the_hundred_start_it_over_and_it_goes_on_resting()
    {
        for (var file = 0; file < 450; file++)
            Raise(Signals.Landed, File);
        Assert.Equal((1, 2), (scans, Play.Generation));

        Play.FireNextTimer();
        Go();
        Assert.Equal(2, scans);
    }
}
