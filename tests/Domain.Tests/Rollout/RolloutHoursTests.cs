using Landfall.Contracts;
using Landfall.Domain.Rollout;

namespace Landfall.Domain.Tests.Rollout;

/// <summary>Weights that rise only in their hours: 10 % is served, and 100 % would be next.</summary>
public sealed class RolloutHoursTests
{
    private static readonly DateTimeOffset Now = Rollouts.Start.AddMinutes(10);
    private static readonly DateTimeOffset Monday = Rollouts.Start.AddDays(1);

    private static RolloutState Walk(RolloutState state, Func<RolloutState, bool> until)
    {
        for (var now = Rollouts.Start; !until(state); now = now.AddSeconds(1))
        {
            Assert.InRange(now, Rollouts.Start, Rollouts.Start.AddMinutes(9));
            state = RolloutMachine.Next(state, Rollouts.Answer(RolloutMachine.EffectOf(state, now), now), now);
        }

        return state;
    }

    private static RolloutState AtTen(bool asks = false) => Walk(
        Rollouts.Hourly(asks ? Rollouts.BeginAsking(steps: 2) : Rollouts.Begin()), state => state is { Phase: RolloutPhase.Looking, Step: 1 });

    private static RolloutState See(
        RolloutState state, DateTimeOffset? opensAt, JudgeOutcome outcome = JudgeOutcome.Undecided, ApprovalState? said = null) =>
        RolloutMachine.Next(
            state,
            new RolloutInput.Seen(
                Rollouts.Evidence(Now, outcome) with { OpensAt = opensAt }, said is { } log ? Rollouts.View(2, log) : null),
            Now);

    private static RolloutState Do(RolloutState state, RolloutControl control, int? weight = null) =>
        RolloutMachine.Next(state, new RolloutInput.Commanded(new(control, "ana", "because", weight)), Now);

    [Fact]
    public void What_was_overridden_for_a_weight_is_said_when_it_is_on_the_route()
    {
        var shifting = Rollouts.In(RolloutPhase.Shifting);
        var written = new AppliedTraffic(shifting.Fence!.Next(), "1", Passed: ["freeze window 'audit' overridden by ana and bo"]);

        var next = RolloutMachine.Next(shifting, new RolloutInput.Shifted(written), Now);

        Assert.Equal("looking in shadow; freeze window 'audit' overridden by ana and bo", next.Explanation);
    }

    [Fact]
    public void A_step_that_is_over_waits_with_its_weight_until_the_hours_begin_and_says_until_when()
    {
        var waiting = See(See(AtTen(), Monday), Monday);

        Assert.Equal((RolloutPhase.Looking, 1, 10), (waiting.Phase, waiting.Step, waiting.Summary.Weight));
        Assert.Equal("the step all waits until 2026-03-02 12:00:00Z: weights rise mon 09:00 to 17:00 UTC", waiting.Summary.WaitsFor);

        var on = See(waiting, null);
        Assert.Equal((RolloutPhase.Announcing, 2, null), (on.Phase, on.Step, on.Pending));
    }

    [Fact]
    public void Harm_goes_back_at_any_hour()
    {
        var back = See(See(AtTen(), Monday), Monday, JudgeOutcome.Harm);

        Assert.Equal((RolloutPhase.Returning, Verdict.RolledBack), (back.Phase, back.Verdict!.Verdict));
    }

    [Fact]
    public void In_its_hours_nothing_waits() => Assert.Equal(RolloutPhase.Announcing, See(AtTen(), null).Phase);

    [Theory]
    [InlineData(RolloutControl.Skip)]
    [InlineData(RolloutControl.Promote)]
    public void A_person_ends_the_step_and_raises_nothing(RolloutControl control)
    {
        var early = RolloutMachine.Next(
            AtTen(), new RolloutInput.Seen(Rollouts.Evidence(Rollouts.Start) with { OpensAt = Monday }), Rollouts.Start);

        var waiting = Do(early, control);

        Assert.Equal((RolloutPhase.Looking, 1, 2, Monday), (waiting.Phase, waiting.Step, waiting.Pending!.To, waiting.Pending.OpensAt));
    }

    [Fact]
    public void Where_nobody_has_looked_yet_the_next_look_comes_at_once_and_tells()
    {
        var waiting = Do(AtTen(), RolloutControl.Skip);

        Assert.Equal(TimeSpan.Zero, Assert.IsType<RolloutEffect.Look>(RolloutMachine.EffectOf(waiting, Now)).After);
        Assert.Equal(RolloutPhase.Announcing, See(waiting, null).Phase);
        Assert.Equal(RolloutPhase.Looking, See(waiting, Monday).Phase);
    }

    [Fact]
    public void A_weight_may_be_lowered_by_hand_and_not_raised()
    {
        var seen = RolloutMachine.Next(
            AtTen(), new RolloutInput.Seen(Rollouts.Evidence(Rollouts.Start) with { OpensAt = Monday }), Rollouts.Start);

        var more = Do(seen, RolloutControl.SetWeight, 40);
        Assert.Equal((RolloutPhase.Looking, 10), (more.Phase, more.Current.Weight));
        Assert.Contains("weights rise mon 09:00 to 17:00 UTC, again from 2026-03-02 12:00:00Z", more.Explanation, StringComparison.Ordinal);
        Assert.Equal((RolloutPhase.Shifting, 5), (Do(seen, RolloutControl.SetWeight, 5).Phase, Do(seen, RolloutControl.SetWeight, 5).Current.Weight));
    }

    [Fact]
    public void People_are_asked_while_the_hours_are_over_and_both_have_to_be_there()
    {
        var asking = See(AtTen(asks: true), Monday);
        Assert.Equal(RolloutPhase.Asking, asking.Phase);
        var asked = RolloutMachine.Next(asking, new RolloutInput.Done(), Now);

        var agreed = See(asked, Monday, said: ApprovalState.Approved);
        Assert.Equal(RolloutPhase.Looking, agreed.Phase);
        Assert.Contains("waits until 2026-03-02", agreed.Summary.WaitsFor, StringComparison.Ordinal);
        Assert.Equal(RolloutPhase.Announcing, See(agreed, null).Phase);
        Assert.Equal(RolloutPhase.Looking, See(asked, null, said: ApprovalState.Pending).Phase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_write_that_comes_too_late_for_its_hours_is_recorded_as_not_made_and_tried_again(bool asks)
    {
        var on = See(asks ? RolloutMachine.Next(See(AtTen(true), null), new RolloutInput.Done(), Now) : AtTen(), null, said: asks ? ApprovalState.Approved : null);
        Assert.Equal("traffic-2", Key(on));
        var shifting = RolloutMachine.Next(on, new RolloutInput.Done(), Now);

        var late = RolloutMachine.Next(shifting, new RolloutInput.Shifted(new(new(3, 2), "", Halted: "route flights waits", OpensAt: Monday)), Now);
        Assert.Equal((RolloutPhase.Announcing, 1, 10, "traffic-1-3.2-1"), (late.Phase, late.Step, late.Summary.Weight, Key(late)));
        var looking = RolloutMachine.Next(late, new RolloutInput.Done(), Now);
        Assert.Equal((RolloutPhase.Looking, 2), (looking.Phase, looking.Pending!.To));

        var waiting = See(looking, Monday, said: asks ? ApprovalState.Approved : null);
        Assert.Equal((RolloutPhase.Looking, 10), (waiting.Phase, waiting.Summary.Weight));
        var again = See(waiting, null);
        Assert.Equal((RolloutPhase.Announcing, 2, "traffic-2-3.3-1"), (again.Phase, again.Step, Key(again)));
        Assert.Equal(asks ? waiting.Pending!.ApprovalId : null, again.Granted);
    }

    [Fact]
    public void A_halt_or_a_freeze_within_the_hours_is_waited_for_where_it_was_met_and_recorded_once()
    {
        var shifting = RolloutMachine.Next(See(AtTen(), null), new RolloutInput.Done(), Now);

        var frozen = RolloutMachine.Next(shifting, new RolloutInput.Shifted(new(new(3, 2), "", Halted: "frozen by the policy")), Now);

        Assert.Equal((RolloutPhase.Shifting, 2, null), (frozen.Phase, frozen.Step, frozen.Held));
        Assert.True(Assert.IsType<RolloutEffect.Shift>(RolloutMachine.EffectOf(frozen, Now)).After > TimeSpan.Zero);
    }

    [Fact]
    public void A_weight_by_hand_that_comes_too_late_leaves_the_one_on_the_route()
    {
        var seen = RolloutMachine.Next(AtTen(), new RolloutInput.Seen(Rollouts.Evidence(Rollouts.Start)), Rollouts.Start);
        var shifting = RolloutMachine.Next(Do(seen, RolloutControl.SetWeight, 40), new RolloutInput.Done(), Now);

        var late = RolloutMachine.Next(shifting, new RolloutInput.Shifted(new(new(3, 2), "", Halted: "route flights waits", OpensAt: Monday)), Now);

        Assert.Equal((1, 10, null), (late.Step, late.Current.Weight, late.Pending));
        Assert.Equal(RolloutPhase.Looking, RolloutMachine.Next(late, new RolloutInput.Done(), Now).Phase);
    }

    [Fact]
    public void A_first_version_is_held_ready_until_the_hours_begin_and_shadow_is_not()
    {
        Assert.Equal(RolloutPhase.Looking, Walk(Rollouts.Hourly(Rollouts.Begin()), state => state.Stratum is not null).Phase);

        var holding = Walk(Rollouts.Hourly(Rollouts.Begin(first: true)), state => state.Phase == RolloutPhase.Holding);
        var acquire = Assert.IsType<RolloutEffect.Acquire>(RolloutMachine.EffectOf(holding, Now));
        Assert.Equal((TimeSpan.Zero, null), (acquire.After, acquire.Approval));

        var waiting = RolloutMachine.Next(holding, new RolloutInput.Acquired(Rollouts.Lease with { OpensAt = Monday }), Now);
        Assert.Equal(RolloutPhase.Holding, waiting.Phase);
        Assert.Contains("waits until 2026-03-02", waiting.Summary.WaitsFor, StringComparison.Ordinal);
        Assert.Equal(RolloutPhase.Announcing, RolloutMachine.Next(waiting, new RolloutInput.Acquired(Rollouts.Lease), Now).Phase);
    }

    private static string Key(RolloutState state) => Assert.IsType<RolloutEffect.Announce>(RolloutMachine.EffectOf(state, Now)).Fact.Key;
}
