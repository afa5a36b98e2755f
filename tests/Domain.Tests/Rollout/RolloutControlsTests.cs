using Landfall.Contracts;
using Landfall.Domain.Rollout;

namespace Landfall.Domain.Tests.Rollout;

/// <summary>What a person may do to a rollout that is under way.</summary>
public sealed class RolloutControlsTests
{
    private static readonly DateTimeOffset Now = Rollouts.Start.AddMinutes(1);

    private static RolloutState AtTen() => Walk(Rollouts.Begin(), state => state is { Phase: RolloutPhase.Looking, Step: 1 });

    private static RolloutState Walk(RolloutState state, Func<RolloutState, bool> until)
    {
        for (var now = Rollouts.Start; !until(state); now = now.AddSeconds(1))
            state = RolloutMachine.Next(state, Rollouts.Answer(RolloutMachine.EffectOf(state, now), now), now);
        return state;
    }

    private static RolloutState Do(RolloutState state, RolloutControl control, int? weight = null) =>
        RolloutMachine.Next(state, new RolloutInput.Commanded(new(control, "ana", "because", weight)), Now);

    [Fact]
    public void Skipping_begins_the_next_step()
    {
        var next = Do(AtTen(), RolloutControl.Skip);

        Assert.Equal((RolloutPhase.Announcing, 2), (next.Phase, next.Step));
        Assert.Contains("the step 10 % was ended by ana: because", next.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Promoting_goes_to_the_last_step_which_is_watched_as_ever()
    {
        var shadow = Walk(Rollouts.Begin(), state => state.Phase == RolloutPhase.Looking);

        var next = Walk(Do(shadow, RolloutControl.Promote), state => state.Phase == RolloutPhase.Looking);

        Assert.Equal((true, 100), (next.Current.IsBake, next.Summary.Weight));
        var back = RolloutMachine.Next(next, new RolloutInput.Seen(Rollouts.Evidence(Now, JudgeOutcome.Harm)), Now);
        Assert.Equal(Verdict.RolledBack, back.Verdict!.Verdict);
    }

    [Fact]
    public void More_traffic_is_recorded_before_it_flows()
    {
        var more = Do(AtTen(), RolloutControl.SetWeight, 40);

        Assert.Equal((RolloutPhase.Announcing, 10), (more.Phase, more.Summary.Weight));
        var shift = Assert.IsType<RolloutEffect.Shift>(
            RolloutMachine.EffectOf(Walk(more, state => state.Phase == RolloutPhase.Shifting), Now));
        Assert.Equal(40, shift.Change.Weights.CandidateWeight);
        Assert.Equal(("40 %", 40), Of(Walk(more, state => state.Phase == RolloutPhase.Looking)));
    }

    [Fact]
    public void Less_traffic_flows_before_it_is_recorded()
    {
        var less = Do(AtTen(), RolloutControl.SetWeight, 2);

        Assert.Equal(RolloutPhase.Shifting, less.Phase);
        var told = Walk(less, state => state.Phase == RolloutPhase.Announcing);
        Assert.Equal(2, told.Summary.Weight);
        Assert.Equal("traffic-1-3.3", Assert.IsType<RolloutEffect.Announce>(RolloutMachine.EffectOf(told, Now)).Fact.Key);
        Assert.Equal(("2 %", 2), Of(Walk(told, state => state.Phase == RolloutPhase.Looking)));
    }

    [Fact]
    public void The_plan_counts_again_at_the_next_step()
    {
        var held = Walk(Do(AtTen(), RolloutControl.SetWeight, 40), state => state.Phase == RolloutPhase.Looking);

        var next = Walk(held, state => state is { Phase: RolloutPhase.Looking, Step: 2 });

        Assert.Equal(("all", 100), Of(next));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(null)]
    public void A_weight_that_is_none_changes_nothing_and_says_so(int? weight)
    {
        var same = Do(AtTen(), RolloutControl.SetWeight, weight);

        Assert.Equal((RolloutPhase.Looking, 10), (same.Phase, same.Summary.Weight));
        Assert.Contains("from 1 to 99", same.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void In_shadow_there_is_no_live_traffic_to_share()
    {
        var shadow = Walk(Rollouts.Begin(), state => state.Phase == RolloutPhase.Looking);

        Assert.Equal(RolloutPhase.Looking, Do(shadow, RolloutControl.SetWeight, 20).Phase);
    }

    [Fact]
    public void Once_the_way_back_has_begun_nothing_is_steered_any_more()
    {
        var back = RolloutMachine.Next(AtTen(), new RolloutInput.Seen(Rollouts.Evidence(Now, JudgeOutcome.Harm)), Now);

        Assert.All([RolloutControl.Skip, RolloutControl.Promote, RolloutControl.SetWeight, RolloutControl.Resume], control =>
        {
            var same = Do(back, control, 50);
            Assert.Equal((back.Phase, back.Step, back.HandWeight), (same.Phase, same.Step, same.HandWeight));
            Assert.Contains("came too late", same.Explanation, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_abort_in_the_middle_of_a_promotion_comes_too_late_and_points_to_what_can_be_done()
    {
        var promoting = Walk(Rollouts.Begin(), state => state.Phase == RolloutPhase.Promoting);

        var same = Do(promoting, RolloutControl.Abort);

        Assert.Equal((RolloutPhase.Promoting, Verdict.Promoted), (same.Phase, same.Verdict!.Verdict));
        Assert.Contains("came too late", same.Explanation, StringComparison.Ordinal);
        Assert.Contains("landfall rollback", same.Explanation, StringComparison.Ordinal);
    }

    private static (string, int) Of(RolloutState state) => (state.Current.Name, state.Summary.Weight);
}
