using Landfall.Contracts;
using Landfall.Domain.Rollout;

namespace Landfall.Domain.Tests.Rollout;

/// <summary>A rollout small enough to walk through.</summary>
internal static class Rollouts
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Run Run = new(
        "flights-0123456789ab", "flights", new("sha256:d", "march", "m.json", 1, 1), new("sha256:p", "sha256:e", "sha256:o"),
        new("data"), 1, Start);

    public static ModelVersionRef Version(int number) => new("flights", number, $"sha256:{number}", "server@sha256:s", "sha256:t");

    public static RolloutPlan Plan { get; } = new(
        "flights",
        [new(0, TimeSpan.FromSeconds(10), 0), new(10, TimeSpan.FromSeconds(10), 0), new(100, TimeSpan.FromSeconds(10), 0)],
        [new("errors", JudgeKind.Proportion, "failed", 0.005, 0.05, 0)],
        0.05, 0.05, 250, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 1, WhenStuck.Ask, TimeSpan.FromSeconds(30), WhenStuck.Ask,
        TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

    public static RolloutState Begin(bool first = false) =>
        RolloutState.Begin(new(Run, Version(7), first ? null : Version(6), Plan), Start);

    /// <summary>The same, where weights have their hours.</summary>
    public static RolloutState Hourly(RolloutState state) =>
        state with { Request = state.Request with { Plan = state.Request.Plan with { During = "mon 09:00 to 17:00 UTC" } } };

    /// <summary>People have to agree to these steps.</summary>
    public static RolloutState BeginAsking(bool first = false, params int[] steps)
    {
        var plan = Plan with { Steps = [.. Plan.Steps.Select((step, at) => steps.Contains(at) ? step with { Approve = true } : step)] };
        var good = new EvaluationResult(EvaluationOutcome.Pass, "good", [], [], [], "evaluation.json", "sha256:r");
        var people = new ApprovalPlan(ApprovalWhen.Never, 2, ["ml-leads"], TimeSpan.FromHours(4), TimeSpan.FromHours(10));
        return RolloutState.Begin(
            new(Run, Version(7), first ? null : Version(6), plan, new(people, good, "rows")), Start);
    }

    /// <summary>The question about a step, by its index, as its log stands.</summary>
    public static ApprovalView View(int step, ApprovalState state, string explanation = "approved by ana, bo") => new(
        Orchestrators.StepApprovalId(Run.Id, step + 1), state, 2, [], explanation, 1);

    public static RouteLease Lease { get; } = new(true, new("serve", "flights"), new(3, 0));

    public static StepEvidence Evidence(DateTimeOffset now, JudgeOutcome outcome = JudgeOutcome.Undecided, string? blind = null) => new(
        now, 100, 1000, [new("errors", outcome, 1, 40, 1, 20, "numbers")], CounterState.Empty, blind);

    public static RolloutInput Answer(RolloutEffect effect, DateTimeOffset now) => effect switch
    {
        RolloutEffect.Acquire => new RolloutInput.Acquired(Lease),
        RolloutEffect.ReadServing => new RolloutInput.Served(new(true, 1, 1, 0, "ready")),
        RolloutEffect.Shift shift => new RolloutInput.Shifted(new(shift.Change.Fence, "1")),
        RolloutEffect.Look => new RolloutInput.Seen(Evidence(now)),
        _ => new RolloutInput.Done(),
    };

    /// <summary>A state of each phase, as a rollout comes to it.</summary>
    public static RolloutState In(RolloutPhase phase)
    {
        var (state, now) = (phase switch
        {
            RolloutPhase.Asking or RolloutPhase.Closing => BeginAsking(steps: 2),
            RolloutPhase.Holding => BeginAsking(first: true, steps: 2),
            _ => Begin(),
        }, Start);
        for (var i = 0; i < 200 && state.Phase != phase && !state.IsOver; i++)
        {
            now += TimeSpan.FromSeconds(1);
            var back = phase is RolloutPhase.Returning or RolloutPhase.RecordingReturn or RolloutPhase.Sealing or RolloutPhase.RetiringCandidate
                || (phase == RolloutPhase.Closing && state.Pending is not null);
            var input = back && state is { Phase: RolloutPhase.Looking, HadTraffic: true }
                ? new RolloutInput.Seen(Evidence(now, JudgeOutcome.Harm))
                : Answer(RolloutMachine.EffectOf(state, now), now);
            state = RolloutMachine.Next(state, input, now);
        }

        return state;
    }
}
