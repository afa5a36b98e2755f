using Landfall.Contracts;
using Landfall.Domain.Landing;
using Landfall.Domain.Tests.Runs;

namespace Landfall.Domain.Tests.Landing;

public sealed class BackfillRangeTests
{
    private static readonly DatasetManifest[] Closed =
        [Of("monthly/2024-03"), Of("monthly/2024-01"), Of("monthly/2024-02", at: 1), Of("monthly/2024-02", at: 2)];

    [Theory]
    [InlineData(null, null, "2024-01 2024-02 2024-03")]
    [InlineData("2024-02", null, "2024-02 2024-03")]
    [InlineData(null, "2024-02", "2024-01 2024-02")]
    [InlineData("2024-02", "2024-02", "2024-02")]
    [InlineData("2025", null, "")]
    [InlineData(null, "2023-12", "")]
    public void A_range_takes_both_ends_in_the_order_of_names(string? from, string? to, string expected) =>
        Assert.Equal(expected, string.Join(' ', BackfillRange.Of(Closed, "monthly/", from, to)
            .Select(dataset => BackfillRange.Short(dataset.Name, "monthly/"))));

    [Fact]
    public void Of_a_folder_that_closed_twice_the_newest_content_runs() =>
        Assert.Equal(2, BackfillRange.Of(Closed, "monthly/", "2024-02", "2024-02")[0].ClosedAt.Minute);

    [Fact]
    public void An_end_takes_what_lies_below_it() =>
        Assert.Single(BackfillRange.Of([Of("2024/01/part.csv")], "", "2024", "2024"));

    private static readonly Run Live = RunSamples.Named("live");
    private static readonly Run Fresh = RunSamples.Named("fresh");
    private static readonly Run Past1 = RunSamples.Named("past1") with { Trigger = new("backfill", "b") };
    private static readonly Run Past2 = RunSamples.Named("past2") with { Trigger = new("backfill", "b") };

    [Theory]
    [InlineData(Concurrency.Supersede)]
    [InlineData(Concurrency.Queue)]
    [InlineData(Concurrency.Skip)]
    public void Past_runs_wait_in_their_order_and_none_is_dropped(Concurrency rule)
    {
        var decision = LaneMachine.OnClaimed(new("flights", Live), [Past1, Past2], rule);

        Assert.Equal([Past1, Past2], decision.State.Queue);
        Assert.Null(decision.Supersede);
        Assert.Empty(decision.Dropped);
    }

    [Theory]
    [InlineData(Concurrency.Supersede)]
    [InlineData(Concurrency.Queue)]
    [InlineData(Concurrency.Skip)]
    public void What_lands_meanwhile_goes_before_the_past_and_stops_no_past_run(Concurrency rule)
    {
        var decision = LaneMachine.OnClaimed(new("flights", Past1, [Past2]), [Fresh], rule);

        Assert.Equal([Fresh, Past2], decision.State.Queue);
        Assert.Null(decision.Supersede);
        Assert.Empty(decision.Dropped);
    }

    [Fact]
    public void An_idle_lane_starts_the_first_past_run() =>
        Assert.Equal((Past1, 1), (LaneMachine.OnClaimed(new("flights"), [Past1, Past2], Concurrency.Supersede).Start!,
            LaneMachine.OnClaimed(new("flights"), [Past1, Past2], Concurrency.Supersede).State.Queue.Count));

    private static DatasetManifest Of(string name, int at = 0) =>
        new("flights", name, $"sha256:{name}{at}", "flights", [], DateTimeOffset.UnixEpoch.AddMinutes(at));
}
