using CsCheck;
using Landfall.Contracts;
using Landfall.Domain.Rollout;

namespace Landfall.Domain.Tests.Rollout;

/// <summary>A step of ten minutes at 10 % with looks every ten seconds; a judge may be without data for two minutes.</summary>
public sealed class MissingRulesTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly MissingMetric Cpu = new("cpu", "has no number");
    private static readonly MissingMetric Errors = new("errors", "has no request of the candidate in this step");

    /// <summary>What happens, when, and with which words.</summary>
    public static TheoryData<WhenMissing, StepDecision, int, string> Policies => new()
    {
        { WhenMissing.Fail, StepDecision.GoBack, 130, "missing: cpu has no number since 2026-03-01 12:00:10Z; 2m are allowed" },
        { WhenMissing.Ask, StepDecision.Ask, 130, "missing: cpu has no number since 2026-03-01 12:00:10Z; 2m are allowed" },
        {
            WhenMissing.Extend, StepDecision.Extend, 600,
            "cpu has no number since 2026-03-01 12:00:10Z; 2m are allowed; looking on (1 of 2 extensions)"
        },
        { WhenMissing.Hold, StepDecision.KeepLooking, 3600, "holding: cpu has no number since 2026-03-01 12:00:10Z; 2m are allowed" },
        { WhenMissing.Probe, StepDecision.KeepLooking, 3600, "holding: cpu has no number since 2026-03-01 12:00:10Z; 2m are allowed" },
    };

    private static RolloutState Begin(
        WhenMissing cpu = WhenMissing.Hold, WhenMissing errors = WhenMissing.Hold, int extensions = 2, TimeSpan? within = null)
    {
        var begin = Rollouts.Begin();
        JudgePlan[] judges =
        [
            begin.Request.Plan.Judges[0] with { OnMissing = errors, MissingFor = TimeSpan.FromMinutes(4) },
            new("cpu", JudgeKind.Threshold, "threshold", 0, 0.05, 0.8, "cpu", 3, null, cpu, TimeSpan.FromMinutes(2)),
        ];
        var plan = begin.Request.Plan with
        {
            Steps = [new(10, TimeSpan.FromMinutes(10), 0, Within: within), begin.Steps[^1]],
            Judges = judges,
            Extensions = extensions,
            WhenInconclusive = WhenStuck.RollBack,
        };
        var state = begin with { Request = begin.Request with { Plan = plan } };
        for (var i = 0; state.Phase != RolloutPhase.Looking; i++)
        {
            Assert.InRange(i, 0, 20);
            state = RolloutMachine.Next(state, Rollouts.Answer(RolloutMachine.EffectOf(state, Rollouts.Start), Rollouts.Start), Rollouts.Start);
        }

        return state;
    }

    private static StepEvidence Evidence(DateTimeOffset now, params MissingMetric[] missing) =>
        Rollouts.Evidence(now) with { Missing = missing.Length == 0 ? null : missing };

    private static RolloutState See(RolloutState state, TimeSpan after, params MissingMetric[] missing) => RolloutMachine.Next(
        state, new RolloutInput.Seen(Evidence(Rollouts.Start + after, missing)), Rollouts.Start + after);

    /// <summary>Looks until it is no longer looking, or somebody is asked; at the most for three hours.</summary>
    private static (RolloutState State, TimeSpan After) Play(RolloutState state, Func<TimeSpan, MissingMetric[]> see)
    {
        var after = TimeSpan.Zero;
        while (state is { Phase: RolloutPhase.Looking, AskedBecause: null } && after < TimeSpan.FromHours(3))
        {
            after += Look;
            state = See(state, after, see(after));
        }

        return (state, after);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Each_policy_holds_for_its_time_and_then_does_what_it_says(WhenMissing policy, StepDecision then, int seconds, string reason)
    {
        var state = Begin(policy);
        for (var after = Look; after.TotalSeconds < seconds; after += Look)
        {
            state = See(state, after, Cpu);
            Assert.Equal((RolloutPhase.Looking, 0, null), (state.Phase, state.Extensions, state.AskedBecause));
            Assert.StartsWith("holding: cpu has no number", state.Explanation, StringComparison.Ordinal);
        }

        var now = Rollouts.Start.AddSeconds(seconds);
        var known = state with { MissingSince = new Dictionary<string, DateTimeOffset> { ["cpu"] = Rollouts.Start + Look } };
        Assert.Equal(new StepJudgement(then, reason), MissingRules.Of(known, Evidence(now, Cpu), now));
    }

    [Fact]
    public void Fail_goes_back_with_a_reason_of_its_own_that_names_the_metric_and_since_when()
    {
        var (back, after) = Play(Begin(WhenMissing.Fail), _ => [Cpu]);

        Assert.Equal((RolloutPhase.Returning, Verdict.RolledBack, TimeSpan.FromSeconds(130)), (back.Phase, back.Verdict!.Verdict, after));
        Assert.StartsWith("missing: cpu has no number since 2026-03-01 12:00:10Z", back.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_is_asked_answers_itself_when_there_is_data()
    {
        var (asked, _) = Play(Begin(WhenMissing.Ask), _ => [Cpu]);
        Assert.StartsWith("missing: cpu", asked.AskedBecause, StringComparison.Ordinal);
        Assert.Equal(asked.AskedBecause, asked.Summary.WaitsFor);

        Assert.Null(See(asked, TimeSpan.FromMinutes(3)).AskedBecause);
    }

    [Fact]
    public void Nobody_answering_goes_back_and_says_what_was_missing()
    {
        var (asked, after) = Play(Begin(WhenMissing.Ask), _ => [Cpu]);

        var back = See(asked, after + TimeSpan.FromHours(1), Cpu);

        Assert.StartsWith("nobody answered: missing: cpu", back.Verdict!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Extensions_end_and_then_the_step_is_inconclusive()
    {
        var (back, after) = Play(Begin(WhenMissing.Extend), _ => [Cpu]);

        Assert.Equal(TimeSpan.FromMinutes(30), after);
        Assert.StartsWith("inconclusive: cpu has no number", back.Verdict!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Holding_ends_with_the_step_s_own_end()
    {
        var (back, after) = Play(Begin(WhenMissing.Hold, within: TimeSpan.FromMinutes(40)), _ => [Cpu]);

        Assert.Equal(TimeSpan.FromMinutes(40), after);
        Assert.StartsWith("inconclusive: not over within 40m: holding: cpu has no number", back.Verdict!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_in_between_begins_the_time_anew_and_the_step_goes_on_when_all_is_there()
    {
        var (on, after) = Play(Begin(WhenMissing.Fail), after => after.TotalSeconds % 100 < 50 || after > TimeSpan.FromMinutes(15) ? [] : [Cpu]);

        Assert.Equal((RolloutPhase.Announcing, 1, TimeSpan.FromMinutes(10)), (on.Phase, on.Step, after));
    }

    [Fact]
    public void Of_several_the_hardest_counts_and_each_has_its_own_time()
    {
        var (back, after) = Play(Begin(WhenMissing.Ask, WhenMissing.Fail), at => at.TotalSeconds < 200 ? [Errors] : [Errors, Cpu]);

        Assert.Equal(TimeSpan.FromSeconds(250), after);
        Assert.Equal(
            "missing: errors has no request of the candidate in this step since 2026-03-01 12:00:10Z; 4m are allowed; "
            + "cpu has no number since 2026-03-01 12:03:20Z; 2m are allowed",
            back.Verdict!.Reason);
    }

    [Fact]
    public void Harm_needs_no_data_of_others()
    {
        var now = Rollouts.Start + Look;

        var back = RolloutMachine.Next(
            Begin(), new RolloutInput.Seen(Rollouts.Evidence(now, JudgeOutcome.Harm) with { Missing = [Cpu] }), now);

        Assert.StartsWith("errors: ", back.Verdict!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Made_up_requests_are_sent_once_the_time_is_over_and_their_good_answers_let_the_step_go_on()
    {
        var (probing, after) = (Begin(errors: WhenMissing.Probe), TimeSpan.Zero);
        for (; Request(probing, after).Probe != true; after += Look)
            probing = See(probing, after + Look, Errors);
        Assert.Equal(TimeSpan.FromSeconds(250), after);

        probing = See(probing, TimeSpan.FromMinutes(20), Errors);
        Assert.Equal((RolloutPhase.Looking, true), (probing.Phase, Request(probing, TimeSpan.FromMinutes(20)).Probe));
        var on = See(probing, TimeSpan.FromMinutes(21), Errors with { Probed = true });
        Assert.Equal((RolloutPhase.Announcing, 1), (on.Phase, on.Step));

        static ObserveRequest Request(RolloutState state, TimeSpan after) => Assert.IsType<RolloutEffect.Look>(
            RolloutMachine.EffectOf(state, Rollouts.Start + after)).Request;
    }

    [Fact]
    public void An_unknown_metric_never_by_itself_promotes() =>
        Gen.Select(Gen.Enum<WhenMissing>(), Gen.Enum<WhenMissing>(), Gen.Int[0, 3], Gen.Int[0, 3].Array[1, 200])
            .Sample((cpu, errors, extensions, script) =>
            {
                var (state, after) = (Begin(cpu, errors, extensions), TimeSpan.Zero);
                foreach (var what in script)
                {
                    after += TimeSpan.FromSeconds(30);
                    MissingMetric[] missing = what switch { 0 => [], 1 => [Cpu], 2 => [Errors], _ => [Cpu, Errors] };
                    state = See(state, after, missing);
                    if (missing.Length > 0)
                    {
                        Assert.Equal(0, state.Step);
                        Assert.Contains(state.Phase, (RolloutPhase[])[RolloutPhase.Looking, RolloutPhase.Returning]);
                    }

                    if (state.Phase != RolloutPhase.Looking)
                        return;
                }
            });
}
