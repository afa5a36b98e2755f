using CsCheck;
using Landfall.Contracts;
using Landfall.Domain.Rollout;

namespace Landfall.Domain.Tests.Rollout;

public sealed class RolloutMachineTests
{
    private static readonly DateTimeOffset Now = Rollouts.Start.AddHours(1);

    private static readonly RolloutInput[] Inputs =
    [
        new RolloutInput.Acquired(Rollouts.Lease), new RolloutInput.Done(),
        new RolloutInput.Served(new(true, 1, 1, 0, "ready")), new RolloutInput.Shifted(new(new(9, 1), "1")),
        new RolloutInput.Seen(Rollouts.Evidence(Now)), new RolloutInput.Failed("broken"),
        new RolloutInput.Commanded(new(RolloutControl.Abort, "ana", null)),
    ];

    public static TheoryData<RolloutPhase> Phases => [.. Enum.GetValues<RolloutPhase>()];

    [Theory]
    [MemberData(nameof(Phases))]
    public void Every_phase_takes_what_its_effect_gives_and_refuses_the_rest(RolloutPhase phase)
    {
        var state = Rollouts.In(phase);
        Assert.Equal(phase, state.Phase);
        var fitting = Rollouts.Answer(RolloutMachine.EffectOf(state, Now), Now).GetType();

        foreach (var input in Inputs)
        {
            var always = phase == RolloutPhase.Over || input is RolloutInput.Failed or RolloutInput.Commanded;
            if (always || input.GetType() == fitting)
                RolloutMachine.Next(state, input, Now);
            else
                Assert.Contains($"{phase}", Assert.Throws<InvalidOperationException>(
                    () => RolloutMachine.Next(state, input, Now)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_healthy_rollout_promotes_after_its_last_step()
    {
        var (state, now) = (Rollouts.Begin(), Rollouts.Start);
        for (var i = 0; !state.IsOver; i++)
        {
            Assert.InRange(i, 0, 200);
            now += TimeSpan.FromSeconds(1);
            state = RolloutMachine.Next(state, Rollouts.Answer(RolloutMachine.EffectOf(state, now), now), now);
        }

        Assert.Equal(Verdict.Promoted, state.Verdict!.Verdict);
        Assert.Equal(100, state.Summary.Weight);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]                 // nobody is there who could stand in
    public void The_champion_stands_in_where_the_plan_has_a_fallback(bool fallback, bool first, bool stands)
    {
        var state = Rollouts.In(RolloutPhase.Deploying);
        var request = state.Request with
        {
            Champion = first ? null : state.Request.Champion,
            Plan = state.Request.Plan with { FallbackAfter = fallback ? TimeSpan.FromSeconds(5) : null },
        };

        var effect = Assert.IsType<RolloutEffect.Deploy>(RolloutMachine.EffectOf(state with { Request = request }, Now));

        Assert.Equal(stands ? Rollouts.Version(6) : null, effect.Request.StandIn);
    }

    [Theory]
    [InlineData(5, Verdict.Superseded, RolloutPhase.RetiringCandidate)]      // rolled back by hand since the candidate was compared with v6
    [InlineData(6, null, RolloutPhase.Deploying)]
    [InlineData(7, null, RolloutPhase.Deploying)]
    public void A_candidate_that_was_compared_with_another_version_than_serves_goes_no_further(
        int serving, Verdict? verdict, RolloutPhase phase)
    {
        var lease = Rollouts.Lease with { Exists = true, Serving = Rollouts.Version(serving) };

        var state = RolloutMachine.Next(Rollouts.Begin(), new RolloutInput.Acquired(lease), Now);

        Assert.Equal((verdict, phase, false), (state.Verdict?.Verdict, state.Phase, state.HadTraffic));
        Assert.Equal(verdict is not null, state.Explanation.Contains("is with flights v5 now", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_seen_last_is_kept_beyond_its_step_and_its_rollout()
    {
        var (state, now) = (Rollouts.Begin(), Rollouts.Start);
        var told = new List<string?>();
        while (!state.IsOver)
        {
            now += TimeSpan.FromSeconds(1);
            var effect = RolloutMachine.EffectOf(state, now);
            if (effect is RolloutEffect.Announce { Fact.Facts: { } facts })
                told.Add(facts.TryGetProperty("last", out var last) ? last.GetProperty("step").GetString() : null);
            state = RolloutMachine.Next(state, Rollouts.Answer(effect, now), now);
        }

        Assert.Equal([null, "shadow", "10 %"], told);
        var look = state.Verdict!.Look!;
        Assert.Equal(("all", 100, 100, "errors"), (look.Step, look.Weight, look.Samples, Assert.Single(look.Readings).Name));
        Assert.Equal(look, state.Summary.Last);
    }

    [Fact]
    public void A_rollback_keeps_the_look_that_led_to_it()
    {
        var back = RolloutMachine.Next(
            Rollouts.In(RolloutPhase.Looking) with { Step = 1, HadTraffic = true },
            new RolloutInput.Seen(Rollouts.Evidence(Now, JudgeOutcome.Harm)), Now);

        Assert.Equal(("10 %", JudgeOutcome.Harm), (back.Verdict!.Look!.Step, back.Verdict.Look.Readings[0].Outcome));
    }

    [Fact]
    public void Whatever_fails_and_whoever_commands_a_rollout_ends_and_after_a_return_no_weight_is_left() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 11].Array[0, 120]).Sample((first, choices) =>
        {
            var (state, now, weight, returning, lastStep) = (Rollouts.Begin(first), Rollouts.Start, 0, false, false);
            Fence? fence = null;
            for (var i = 0; !state.IsOver; i++)
            {
                Assert.InRange(i, 0, 2000);
                now += TimeSpan.FromSeconds(1);
                var effect = RolloutMachine.EffectOf(state, now);
                var choice = i < choices.Length ? choices[i] : 6;
                var input = Input(choice, effect, now);

                // A write may land although its answer is lost.
                if (effect is RolloutEffect.Shift { Change: var change } && choice != 1)
                {
                    if (fence is null || change.Fence.CompareTo(fence) >= 0)
                        (fence, weight) = (change.Fence, change.Weights.CandidateWeight);
                    Assert.True(!returning || change.Weights.CandidateWeight == 0);
                }

                lastStep |= state is { Phase: RolloutPhase.Looking, Current.IsBake: true };
                state = RolloutMachine.Next(state, input, now);
                returning |= state.Phase == RolloutPhase.Returning;
            }

            var promoted = state.Verdict?.Verdict == Verdict.Promoted;
            Assert.Equal(promoted ? 100 : 0, weight);
            Assert.True(!promoted || (lastStep && !returning));
            Assert.True(!returning || state.Verdict!.Verdict != Verdict.Promoted);
        });

    [Fact]
    public void A_rollout_that_never_wrote_its_route_leaves_it_alone()
    {
        var state = RolloutMachine.Next(Rollouts.In(RolloutPhase.Warming), new RolloutInput.Failed("no node"), Now);

        Assert.Equal(RolloutPhase.RetiringCandidate, state.Phase);
        Assert.False(state.Verdict!.Restored);
    }

    [Fact]
    public void A_lost_answer_of_the_first_live_write_counts_as_traffic()
    {
        var state = Rollouts.In(RolloutPhase.Shifting) with { Step = 1 };

        var back = RolloutMachine.Next(state, new RolloutInput.Failed("timed out"), Now);

        Assert.Equal(RolloutPhase.Returning, back.Phase);
        Assert.True(back.HadTraffic);
    }

    [Theory]
    [InlineData("exceeded quota: cpu", Verdict.Failed)]
    [InlineData(null, Verdict.Rejected)]
    public void A_cluster_without_room_fails_the_run_and_says_nothing_about_the_model(string? blocked, Verdict verdict)
    {
        var warming = Rollouts.In(RolloutPhase.Warming);
        var waiting = new RolloutInput.Served(new(false, 0, 2, 0, "0 of 2 pods are ready", Blocked: blocked));

        var early = RolloutMachine.Next(warming, waiting, Rollouts.Start.AddSeconds(5));
        var late = RolloutMachine.Next(warming, waiting, Rollouts.Start.AddDays(1));

        Assert.Equal(RolloutPhase.Warming, early.Phase);
        Assert.Contains(blocked ?? "0 of 2 pods are ready", early.Explanation, StringComparison.Ordinal);
        Assert.Equal(verdict, late.Verdict!.Verdict);
    }

    [Fact]
    public void Paused_while_it_warms_it_does_not_begin()
    {
        var paused = RolloutMachine.Next(
            Rollouts.In(RolloutPhase.Warming), new RolloutInput.Commanded(new(RolloutControl.Pause, "ana", null)), Now);

        var ready = RolloutMachine.Next(paused, new RolloutInput.Served(new(true, 1, 1, 0, "ready")), Now);

        Assert.Equal(RolloutPhase.Warming, ready.Phase);
    }

    /// <summary>0 fails before the act's answer, 1 before the act; the rest are commands, harm, blindness or success.</summary>
    private static RolloutInput Input(int choice, RolloutEffect effect, DateTimeOffset now) => (choice, effect) switch
    {
        (0 or 1, not RolloutEffect.None) => new RolloutInput.Failed("the network is down"),
        (2, RolloutEffect.Look) => new RolloutInput.Seen(Rollouts.Evidence(now, JudgeOutcome.Harm)),
        (3, RolloutEffect.Look) => new RolloutInput.Seen(Rollouts.Evidence(now, blind: "no agent")),
        (4, RolloutEffect.Look or RolloutEffect.ReadServing) =>
            new RolloutInput.Commanded(new(RolloutControl.Promote, "ana", null)),
        (5, RolloutEffect.Look or RolloutEffect.ReadServing) =>
            new RolloutInput.Commanded(new(RolloutControl.Abort, "ana", null)),
        _ => Rollouts.Answer(effect, now),
    };

    [Fact]
    public void A_halt_holds_what_would_get_more_traffic_and_its_end_lets_it_go_on()
    {
        var (state, now) = (Rollouts.In(RolloutPhase.Shifting), Now);
        var halted = new RolloutInput.Shifted(new(new(3, 1), "", Halted: "halted by ada"));

        var held = RolloutMachine.Next(state, halted, now);
        Assert.Equal((RolloutPhase.Shifting, "halted by ada"), (held.Phase, held.Summary.WaitsFor));
        Assert.True(Assert.IsType<RolloutEffect.Shift>(RolloutMachine.EffectOf(held, now)).After > TimeSpan.Zero);

        var on = RolloutMachine.Next(held, new RolloutInput.Shifted(new(new(3, 1), "1")), now);
        Assert.Equal((RolloutPhase.Looking, null), (on.Phase, on.Summary.WaitsFor));
    }

    [Theory]
    [InlineData(JudgeOutcome.Undecided, RolloutPhase.Looking)]
    [InlineData(JudgeOutcome.Harm, RolloutPhase.Returning)]
    public void A_halted_step_never_ends_well_but_harm_still_leads_back(JudgeOutcome outcome, RolloutPhase phase)
    {
        var state = Rollouts.In(RolloutPhase.Looking);
        var late = state.EndsAt!.Value.AddMinutes(1);

        var next = RolloutMachine.Next(
            state, new RolloutInput.Seen(Rollouts.Evidence(late, outcome) with { Halted = "halted by ada" }), late);

        Assert.Equal(phase, next.Phase);
    }

    [Fact]
    public void A_route_that_nobody_uses_is_said_to_have_no_traffic()
    {
        var state = Rollouts.In(RolloutPhase.Looking);
        var silent = Rollouts.Evidence(Rollouts.Start) with { Samples = 0, Requests = 0 };

        var next = RolloutMachine.Next(state, new RolloutInput.Seen(silent), state.StepSince!.Value.AddSeconds(1));

        Assert.Contains("no request has come on route flights", next.Explanation, StringComparison.Ordinal);
    }
}
