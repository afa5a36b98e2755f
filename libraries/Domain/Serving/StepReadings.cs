using Landfall.Contracts.Agent;
using Landfall.Domain.Judgement;

namespace Landfall.Domain.Serving;

/// <summary>Asks every judge of the plan that has something to say at this step.</summary>
internal static class StepReadings
{
    public static IReadOnlyList<JudgeReading> Of(
        RolloutPlan plan, RolloutStep step, ObserveRequest look, CounterState counters,
        IReadOnlyDictionary<string, double?> numbers, IReadOnlyList<MissingMetric>? missing)
    {
        var thresholds = new JudgeThresholds(
            plan.Judges.Count(judge => judge.Kind == JudgeKind.Proportion), plan.AlphaHarm, plan.AlphaSafety);

        return
        [
            .. plan.Judges.Select(judge => judge.Kind switch
            {
                JudgeKind.Proportion => WithProbes(Proportion(judge, step, look, counters, thresholds), judge, counters.Probes, missing),
                JudgeKind.Pairs => step.IsShadow ? Pairs(judge, counters, thresholds) : null,
                _ => Threshold(judge, counters, numbers.GetValueOrDefault(judge.Name)),
            }).OfType<JudgeReading>(),
        ];
    }

    /// <summary>
    /// Within a stratum, champion against candidate; strata in which one of them was not asked say nothing about a
    /// difference. With everybody on the candidate there is nobody left to compare with: then the limit counts.
    /// </summary>
    private static JudgeReading Proportion(
        JudgePlan judge, RolloutStep step, ObserveRequest look, CounterState counters, JudgeThresholds thresholds)
    {
        var strata = StrataOf.Rollout(counters, look, judge.Measure);
        var here = strata.FirstOrDefault(stratum => stratum.Stratum == look.Stratum);
        var late = LateFold.Since(counters.Late, here, judge.Measure);
        var unseen = judge.Measure == AgentMeasures.Failed ? Unseen(counters, look) : "";
        if (step.IsBake)
        {
            return Reading(
                judge.Name, ProportionTest.JudgeAlone(here is null ? [] : [here], judge.Limit, thresholds, late), $"limit {judge.Limit:P1}{unseen}");
        }

        var both = strata.Where(stratum => stratum is { CandidateClusters: > 0, ChampionClusters: > 0 }).ToList();
        return Reading(
            judge.Name, ProportionTest.Judge(both, judge.Margin, thresholds, late), $"allowed {Points(judge.Margin)}{unseen}");
    }

    /// <summary>
    /// Made-up requests speak where users do not. They may show harm, by a row of looks, and never safety; evidence is not theirs.
    /// </summary>
    private static JudgeReading WithProbes(
        JudgeReading reading, JudgePlan judge, ProbeCounts? probes, IReadOnlyList<MissingMetric>? missing)
    {
        if (probes is null || judge.OnMissing != WhenMissing.Probe || missing?.Any(metric => metric.Judge == judge.Name) != true)
            return reading;

        var explanation = $"{reading.Explanation}; {ProbeFold.Sentence(probes, judge.Measure)}";
        var row = ProbeFold.InARow(probes, judge.Measure);
        return row < ProbeFold.Needed
            ? reading with { Explanation = explanation }
            : new(
                judge.Name, JudgeOutcome.Harm, row, ProbeFold.Needed, null, null,
                $"{explanation}, at {row} looks in a row all of the candidate's and none of the champion's");
    }

    private static string Unseen(CounterState counters, ObserveRequest look)
    {
        var (candidate, champion) = (StrataOf.Unseen(counters, look.Candidate), StrataOf.Unseen(counters, look.Champion));
        return candidate + champion == 0
            ? ""
            : $"; only the gateway saw {candidate:N0} failed requests of the candidate and {champion:N0} of the champion";
    }

    private static JudgeReading Pairs(JudgePlan judge, CounterState counters, JudgeThresholds thresholds)
    {
        var judgement = PairTest.Judge(new(counters.Pairs, counters.Differing), judge.Max, thresholds);
        return counters.Pairs == 0
            ? Reading(judge.Name, judgement, "no pairs yet") with { Explanation = "no pairs of answers yet" }
            : Reading(judge.Name, judgement, "of the pairs differ");
    }

    private static JudgeReading Threshold(JudgePlan judge, CounterState counters, double? number)
    {
        var judgement = ThresholdTest.Judge(
            counters.Over?.GetValueOrDefault(judge.Name) ?? 0, number, judge.Max, judge.Consecutive);
        return new(judge.Name, judgement.Outcome, judgement.Above, judgement.Needed, null, null, judgement.Explanation);
    }

    private static JudgeReading Reading(string name, ProportionJudgement judgement, string allowed) => new(
        name, judgement.Outcome, judgement.Harm.Value, judgement.Harm.Threshold, judgement.Safety.Value,
        judgement.Safety.Threshold, $"{judgement.Explanation} ({allowed})", Figures(judgement));

    private static JudgeFigures Figures(ProportionJudgement judgement) => new(
        Count(judgement.Candidate), judgement.Champion is { } champion ? Count(champion) : null, judgement.Limit);

    private static BadOf Count(ObservedProportion counted) => new(counted.Bad, counted.Clusters);

    private static string Points(double margin) => $"+{margin * 100:0.##} points";
}
