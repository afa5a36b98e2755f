using Landfall.Contracts;
using Landfall.Domain.Rollout;

namespace Landfall.Domain.Tests.Rollout;

/// <summary>A step of a minute that must be over within four, at 10 %, with looks every ten seconds.</summary>
public sealed class StepClockTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private static RolloutState Begin(
        WhenStuck then = WhenStuck.RollBack, int extend = 20, TimeSpan? maxExtend = null, TimeSpan? within = null, bool unlimited = false)
    {
        var begin = Rollouts.Begin();
        var ten = new RolloutStep(
            10, TimeSpan.FromMinutes(1), MinSamples: 1000, Within: unlimited ? null : within ?? TimeSpan.FromMinutes(4), MaxExtend: maxExtend);
        var plan = begin.Request.Plan with
        {
            Steps = [ten, begin.Steps[^1]],
            Extensions = extend,
            WhenInconclusive = then,
            BlindFor = TimeSpan.FromHours(1),
        };
        var state = begin with { Request = begin.Request with { Plan = plan } };
        for (var i = 0; state.Phase != RolloutPhase.Looking; i++)
        {
            Assert.InRange(i, 0, 20);
            state = RolloutMachine.Next(state, Rollouts.Answer(RolloutMachine.EffectOf(state, Rollouts.Start), Rollouts.Start), Rollouts.Start);
        }

        return state;
    }

    /// <summary>Looks until it is no longer looking at this step, at the most for an hour.</summary>
    private static (RolloutState State, TimeSpan After) Play(
        RolloutState state, Func<TimeSpan, StepEvidence, StepEvidence>? see = null, Func<TimeSpan, RolloutControl?>? command = null)
    {
        var after = TimeSpan.Zero;
        while (state.Phase == RolloutPhase.Looking && state.AskedBecause is null && after < TimeSpan.FromHours(1))
        {
            after += Look;
            var now = Rollouts.Start + after;
            if (command?.Invoke(after) is { } control)
                state = RolloutMachine.Next(state, new RolloutInput.Commanded(new(control, "ana", null, control == RolloutControl.SetWeight ? 5 : null)), now);
            if (state.Phase != RolloutPhase.Looking)
                state = RolloutMachine.Next(
                    RolloutMachine.Next(state, Rollouts.Answer(RolloutMachine.EffectOf(state, now), now), now),
                    new RolloutInput.Done(), now);
            var few = Rollouts.Evidence(now) with { Samples = 3 };
            state = RolloutMachine.Next(state, new RolloutInput.Seen(see?.Invoke(after, few) ?? few), now);
        }

        return (state, after);
    }

    [Fact]
    public void Samples_that_never_come_end_the_step_at_its_time_and_not_after_all_extensions()
    {
        var (back, after) = Play(Begin());

        Assert.Equal((RolloutPhase.Returning, Verdict.RolledBack, TimeSpan.FromMinutes(4)), (back.Phase, back.Verdict!.Verdict, after));
        Assert.StartsWith("inconclusive: not over within 4m: 3 of 1,000 samples seen at 10 %", back.Verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(21), Play(Begin(unlimited: true)).After);
    }

    [Fact]
    public void Where_the_plan_asks_a_person_is_asked_and_what_comes_then_still_counts()
    {
        var (asked, after) = Play(Begin(WhenStuck.Ask));
        Assert.Equal((RolloutPhase.Looking, TimeSpan.FromMinutes(4)), (asked.Phase, after));
        Assert.Contains("not over within 4m", asked.AskedBecause, StringComparison.Ordinal);
        Assert.Equal(asked.AskedBecause, asked.Summary.WaitsFor);

        var now = Rollouts.Start.AddMinutes(5);
        var done = RolloutMachine.Next(asked, new RolloutInput.Seen(Rollouts.Evidence(now) with { Samples = 1000 }), now);
        Assert.Equal(RolloutPhase.Announcing, done.Phase);
    }

    [Fact]
    public void What_comes_in_time_goes_on_and_the_status_says_what_is_left()
    {
        var (early, _) = Play(Begin(), (after, few) => after < TimeSpan.FromMinutes(3) ? few : few with { Samples = 1000 });
        Assert.Equal((RolloutPhase.Announcing, 1), (early.Phase, early.Step));

        var now = Rollouts.Start + Look;
        var seen = RolloutMachine.Next(Begin(), new RolloutInput.Seen(Rollouts.Evidence(now)), now);
        Assert.EndsWith("; it has 4m, 230 s of them left", seen.Summary.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Blindness_counts_and_harm_needs_no_time()
    {
        Assert.Equal(TimeSpan.FromMinutes(4), Play(Begin(), (_, few) => few with { Blind = "no agent" }).After);
        Assert.Equal(Look, Play(Begin(), (_, few) => few with { Readings = Rollouts.Evidence(few.At, JudgeOutcome.Harm).Readings }).After);
    }

    [Fact]
    public void Time_in_which_it_may_not_go_on_does_not_count()
    {
        var paused = Play(Begin(), command: after => after == TimeSpan.FromMinutes(1) ? RolloutControl.Pause
            : after == TimeSpan.FromMinutes(11) ? RolloutControl.Resume : null);
        Assert.Equal(TimeSpan.FromMinutes(14), paused.After);

        var halted = Play(Begin(), (after, few) => after >= TimeSpan.FromMinutes(1) && after < TimeSpan.FromMinutes(11)
            ? few with { Halted = "halted by ada" } : few);
        Assert.Equal(TimeSpan.FromMinutes(14), halted.After);
    }

    [Fact]
    public void A_weight_set_by_hand_begins_the_time_anew()
    {
        var set = Play(Begin(), command: after => after == TimeSpan.FromMinutes(3) ? RolloutControl.SetWeight : null);

        Assert.Equal(TimeSpan.FromMinutes(7), set.After);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public void Extensions_end_where_their_time_is_used_up(int maxExtend, int minutes)
    {
        var (back, after) = Play(Begin(maxExtend: TimeSpan.FromMinutes(maxExtend), unlimited: true));

        Assert.Equal((TimeSpan.FromMinutes(minutes), maxExtend), (after, back.Extensions));
        Assert.StartsWith("inconclusive: 3 of 1,000", back.Verdict!.Reason, StringComparison.Ordinal);
    }
}
