using Landfall.Contracts.Documents;

namespace Landfall.Domain.Rollout;

public enum StepDecision { KeepLooking, Extend, Advance, GoBack, Ask }

/// <param name="Reason">One sentence with the numbers that led here, shown to people and kept in the record.</param>
public sealed record StepJudgement(StepDecision Decision, string Reason)
{
    /// <summary>
    /// Judges one look at one step. Pure: the same evidence at the same time gives the same answer, on replay too.
    /// Harm counts at any look; going on needs the step's time, its samples, no blind spot, nothing missing, and proof where required.
    /// </summary>
    public static StepJudgement Of(RolloutState state, StepEvidence evidence, DateTimeOffset now)
    {
        var judgement = OfEvidence(state, evidence, now);
        if (judgement.Decision is not (StepDecision.KeepLooking or StepDecision.Extend) || StepClock.Left(state) is not { } left)
            return judgement;

        var within = DurationText.Format(state.Current.Within!.Value);
        return left > TimeSpan.Zero
            ? judgement with { Reason = $"{judgement.Reason}; it has {within}, {Math.Ceiling(left.TotalSeconds):0} s of them left" }
            : new(Settled(state.Request.Plan), $"inconclusive: not over within {within}: {judgement.Reason}");
    }

    private static StepJudgement OfEvidence(RolloutState state, StepEvidence evidence, DateTimeOffset now)
    {
        var step = state.Current;
        var plan = state.Request.Plan;

        if (evidence.Readings.FirstOrDefault(reading => reading.Outcome == JudgeOutcome.Harm) is { } harm)
            return new(StepDecision.GoBack, $"{harm.Name}: {harm.Explanation}");

        if (evidence.Blind is { } blind)
            return WhenBlind(plan, blind, state.BlindSince ?? now, now);

        if (MissingRules.Of(state, evidence, now) is { } missing)
            return missing;

        if (state.Pending is not null)      // the step is over already; what is missing is not evidence
            return new(StepDecision.Advance, NoHarm(state, evidence));

        if (now < state.EndsAt)
            return new(StepDecision.KeepLooking, $"{NoHarm(state, evidence)}; {Left(state, now)} left");

        if (evidence.Samples < step.MinSamples)
            return WhenInconclusive(
                state, $"{evidence.Samples:N0} of {step.MinSamples:N0} samples seen {step.Where}{NobodyAsks(state, evidence)}");

        if (step.RequireSafety && NotSafe(evidence) is { } weakest)
            return WhenInconclusive(state, $"safety not shown yet: {weakest}");

        return new(StepDecision.Advance, NoHarm(state, evidence));
    }

    private static string NoHarm(RolloutState state, StepEvidence evidence) =>
        $"no harm in {evidence.Samples:N0} sample{(evidence.Samples == 1 ? "" : "s")} {state.Current.Where}{NobodyAsks(state, evidence)}";

    /// <summary>Whoever tries this for the first time has a route that nobody uses, and must be told.</summary>
    private static string NobodyAsks(RolloutState state, StepEvidence evidence) => evidence.Requests == 0
        ? $": no request has come on route {state.Request.Plan.Route}"
        : "";

    private static string? NotSafe(StepEvidence evidence)
    {
        var open = evidence.Readings.Where(reading => reading.SafetyNeeds > reading.Safety).ToList();
        return open.Count == 0
            ? null
            : string.Join("; ", open.Select(r => $"{r.Name} {r.Safety:0.#} of {r.SafetyNeeds:0.#}"));
    }

    internal static StepJudgement WhenInconclusive(RolloutState state, string what)
    {
        var plan = state.Request.Plan;
        var fits = state.Current.MaxExtend is not { } most || state.Current.For * (state.Extensions + 1) <= most;
        if (state.Extensions < plan.Extensions && fits)
            return new(StepDecision.Extend, $"{what}; looking on ({state.Extensions + 1} of {plan.Extensions} extensions)");

        return new(Settled(plan), $"inconclusive: {what}");
    }

    private static StepDecision Settled(RolloutPlan plan) =>
        plan.WhenInconclusive == WhenStuck.Ask ? StepDecision.Ask : StepDecision.GoBack;

    /// <summary>Nothing seen is neither health nor harm: hold, and in the end do as the plan says.</summary>
    private static StepJudgement WhenBlind(RolloutPlan plan, string blind, DateTimeOffset since, DateTimeOffset now)
    {
        if (now - since < plan.BlindFor)
            return new(StepDecision.KeepLooking, $"holding, nothing to judge by: {blind}");

        return new(
            plan.WhenBlind == WhenStuck.Ask ? StepDecision.Ask : StepDecision.GoBack,
            $"nothing to judge by for {DurationText.Format(plan.BlindFor)}: {blind}");
    }

    private static string Left(RolloutState state, DateTimeOffset now) =>
        $"{Math.Ceiling((state.EndsAt!.Value - now).TotalSeconds):0} s";
}
