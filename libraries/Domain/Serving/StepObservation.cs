using Landfall.Domain.Judgement;
using Landfall.Domain.Rollout;

namespace Landfall.Domain.Serving;

/// <summary>What a look found, before it is judged.</summary>
/// <param name="Unreadable">Why pods could not be listed; null when they could.</param>
/// <param name="Gateway">Read before the pods; null where no gateway's counters are known.</param>
/// <param name="Numbers">Threshold judges: the value read, by judge; null where there was none.</param>
/// <param name="Probes">What made-up requests came to; null where none were wanted.</param>
public sealed record StepFindings(
    DateTimeOffset At, IReadOnlyList<PodReading> Pods, IReadOnlyDictionary<string, double?> Numbers, string? Unreadable = null,
    GatewayFindings? Gateway = null, IReadOnlyList<ProbeReading>? Probes = null);

/// <summary>From what was found to evidence. Pure: the same findings give the same evidence.</summary>
public static class StepObservation
{
    public static StepEvidence Of(ObserveRequest look, RolloutPlan plan, StepFindings found)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(found);

        var step = RolloutState.StepsOf(plan, look.Champion)[look.Step];
        var counters = CounterFold.Add(look.Known, look, step.IsShadow, found.Pods);
        if (found is { Gateway: { Problem: null } gateway, Unreadable: null })
            counters = GatewayFold.Add(counters, look, gateway.Readings);
        if (step.IsShadow)
            counters = PairFold.Add(counters, look, found.Pods, found.At, step.IsPartial);
        counters = ProbeFold.Add(Thresholds(counters, plan, found.Numbers), look, found.Probes);

        counters = LateFold.Add(counters, look, plan);

        var here = StrataOf.Rollout(counters, look).FirstOrDefault(stratum => stratum.Stratum == look.Stratum);
        var missing = MissingMetrics.Of(look, step, plan, counters, found, here);
        var readings = StepReadings.Of(plan, step, look, counters, found.Numbers, missing);

        return new(
            found.At,
            step.IsShadow && plan.Judges.Any(judge => judge.Kind == JudgeKind.Pairs)
                ? counters.Pairs
                : here?.CandidateClusters ?? 0,
            (here?.CandidateClusters ?? 0) + (here?.ChampionClusters ?? 0),
            readings, counters, Blind(look, step, plan, found), Ready(found, look.Candidate), Missing: missing);
    }

    private static CounterState Thresholds(CounterState known, RolloutPlan plan, IReadOnlyDictionary<string, double?> numbers)
    {
        var judges = plan.Judges.Where(judge => judge.Kind == JudgeKind.Threshold).ToList();
        return judges.Count == 0 ? known : known with
        {
            Over = judges.ToDictionary(judge => judge.Name, judge => ThresholdTest.Above(
                known.Over?.GetValueOrDefault(judge.Name) ?? 0, numbers.GetValueOrDefault(judge.Name), judge.Max)),
        };
    }

    /// <summary>
    /// Nobody asking is not blindness; nobody to ask, and no count or number where one is judged, is. A judge that says itself what happens
    /// without a number is not meant.
    /// </summary>
    private static string? Blind(ObserveRequest look, RolloutStep step, RolloutPlan plan, StepFindings found)
    {
        if (found.Unreadable is { } why)
            return why;
        if (!found.Pods.Any(pod => pod.Version.Number == look.Candidate.Number && pod.Metrics is not null))
            return $"no agent of {look.Candidate} can be read";
        if (look.Champion is { } champion && !step.IsBake
            && !found.Pods.Any(pod => pod.Version.Number == champion.Number && pod.Metrics is not null))
            return $"no agent of {champion} can be read";

        if (found.Gateway?.Problem is { } problem)
            return problem;

        var silent = plan.Judges
            .Where(judge => judge is { Kind: JudgeKind.Threshold, OnMissing: null } && found.Numbers.GetValueOrDefault(judge.Name) is null)
            .Select(judge => judge.Name).ToList();
        return silent.Count == 0 ? null : $"no number for {string.Join(", ", silent)}";
    }

    private static int Ready(StepFindings found, ModelVersionRef candidate) =>
        found.Pods.Count(pod => pod.Ready && pod.Version.Number == candidate.Number);
}
