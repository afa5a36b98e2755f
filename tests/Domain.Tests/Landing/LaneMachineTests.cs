using Landfall.Contracts;
using Landfall.Domain.Landing;
using Landfall.Domain.Tests.Runs;

namespace Landfall.Domain.Tests.Landing;

public sealed class LaneMachineTests
{
    private static readonly Run A = RunSamples.Named("a");
    private static readonly Run B = RunSamples.Named("b");
    private static readonly Run C = RunSamples.Named("c");
    private static readonly LaneState Idle = new("flights");
    private static readonly LaneState Busy = Idle with { Active = A };

    [Theory]
    [InlineData(Concurrency.Queue)]
    [InlineData(Concurrency.Skip)]
    [InlineData(Concurrency.Supersede)]
    public void An_idle_lane_starts_what_was_claimed(Concurrency rule)
    {
        var decision = LaneMachine.OnClaimed(Idle, [A], rule);

        Assert.Equal(A, decision.Start);
        Assert.Equal(A, decision.State.Active);
        Assert.Empty(decision.State.Queue);
        Assert.Null(decision.Supersede);
        Assert.Empty(decision.Dropped);
    }

    [Theory]
    [InlineData(Concurrency.Queue)]
    [InlineData(Concurrency.Skip)]
    [InlineData(Concurrency.Supersede)]
    public void A_claim_seen_before_changes_nothing(Concurrency rule)
    {
        var known = Busy with { Waiting = [B] };
        var decision = LaneMachine.OnClaimed(known, [A, B], rule);

        Assert.Equal(new(known, null, null, []), decision with { Dropped = [] });
        Assert.Empty(decision.Dropped);
    }

    [Fact]
    public void A_queue_keeps_the_order_of_the_claims()
    {
        var decision = LaneMachine.OnClaimed(Busy, [B, C], Concurrency.Queue);

        Assert.Null(decision.Start);
        Assert.Null(decision.Supersede);
        Assert.Equal([B, C], decision.State.Queue);
        Assert.Equal(A, decision.State.Active);
    }

    [Fact]
    public void A_queue_that_finds_the_lane_idle_starts_the_first_and_keeps_the_rest()
    {
        var decision = LaneMachine.OnClaimed(Idle, [A, B], Concurrency.Queue);

        Assert.Equal(A, decision.Start);
        Assert.Equal([B], decision.State.Queue);
    }

    [Theory]
    [InlineData(Concurrency.Queue)]
    [InlineData(Concurrency.Skip)]
    [InlineData(Concurrency.Supersede)]
    public void Drift_disturbs_no_run_that_brings_a_younger_model_anyway(Concurrency rule)
    {
        var drift = B with { Trigger = new("drift", "v7-1") };
        var needless = new DroppedRun(drift, "drift needs no run of its own: a brings a younger model");

        var busy = LaneMachine.OnClaimed(Busy, [drift], rule);
        Assert.Equal((Busy, null, null), (busy.State, busy.Start, busy.Supersede));
        Assert.Equal([needless], busy.Dropped);

        var landed = LaneMachine.OnClaimed(Idle, [drift, A], rule);
        Assert.Equal(A, landed.Start);
        Assert.Equal([needless], landed.Dropped);

        Assert.Equal(drift, LaneMachine.OnClaimed(Idle, [drift], rule).Start);
        var behindThePast = LaneMachine.OnClaimed(Idle with { Active = A with { Trigger = new("backfill", "1") } }, [drift], rule);
        Assert.Equal([drift], behindThePast.State.Queue);
    }

    [Fact]
    public void Skip_drops_what_lands_while_a_run_is_under_way()
    {
        var decision = LaneMachine.OnClaimed(Busy, [B, C], Concurrency.Skip);

        Assert.Equal(Busy, decision.State);
        Assert.Equal([new(B, "skipped: a was running"), new(C, "skipped: a was running")], decision.Dropped);
    }

    [Fact]
    public void Skip_takes_the_first_of_several()
    {
        var decision = LaneMachine.OnClaimed(Idle, [A, B], Concurrency.Skip);

        Assert.Equal(A, decision.Start);
        Assert.Equal([new(B, "skipped: a was first")], decision.Dropped);
    }

    [Fact]
    public void Supersede_asks_the_active_run_to_give_way_and_keeps_only_the_newest()
    {
        var decision = LaneMachine.OnClaimed(Busy with { Waiting = [B] }, [C], Concurrency.Supersede);

        Assert.Equal(A, decision.Supersede);
        Assert.Null(decision.Start);
        Assert.Equal([C], decision.State.Queue);
        Assert.Equal([new(B, "superseded by c, whose data is newer")], decision.Dropped);
    }

    [Fact]
    public void The_end_of_the_active_run_starts_the_next()
    {
        var decision = LaneMachine.OnEnded(Busy with { Waiting = [B, C] }, new(A.Id, Verdict.Rejected));

        Assert.Equal(B, decision.Start);
        Assert.Equal(B, decision.State.Active);
        Assert.Equal([C], decision.State.Queue);
    }

    [Fact]
    public void The_end_of_the_last_run_leaves_the_lane_idle()
    {
        var decision = LaneMachine.OnEnded(Busy, new(A.Id, Verdict.Promoted));

        Assert.Null(decision.Start);
        Assert.Null(decision.State.Active);
    }

    [Fact]
    public void The_end_of_another_run_changes_nothing()
    {
        var waiting = Busy with { Waiting = [B] };

        Assert.Same(waiting, LaneMachine.OnEnded(waiting, new(B.Id, Verdict.Superseded)).State);
        Assert.Null(LaneMachine.OnEnded(waiting, new(B.Id, Verdict.Superseded)).Start);
    }

    [Fact]
    public void A_rule_it_does_not_know_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LaneMachine.OnClaimed(Idle, [A], (Concurrency)9));
}
