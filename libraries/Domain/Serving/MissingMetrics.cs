using Landfall.Domain.Judgement;

namespace Landfall.Domain.Serving;

/// <summary>Which judges that say themselves what happens without data have none in this step.</summary>
internal static class MissingMetrics
{
    /// <param name="here">The counts of this step's stratum; null where nobody was counted in it.</param>
    /// <returns>Null where all have some.</returns>
    public static IReadOnlyList<MissingMetric>? Of(
        ObserveRequest look, RolloutStep step, RolloutPlan plan, CounterState counters, StepFindings found, StratumCounts? here)
    {
        List<MissingMetric> missing =
        [
            .. from judge in plan.Judges
               where judge.OnMissing is not null
               let what = What(judge, look, step, counters, found, here)
               where what is not null
               select new MissingMetric(judge.Name, what, IsProbed(judge, look, found) ? true : null),
        ];
        return missing.Count == 0 ? null : missing;
    }

    private static string? What(
        JudgePlan judge, ObserveRequest look, RolloutStep step, CounterState counters, StepFindings found, StratumCounts? here)
    {
        if (judge.Kind == JudgeKind.Threshold)
            return found.Numbers.GetValueOrDefault(judge.Name) is null or double.NaN ? "has no number" : null;
        if (judge.Kind == JudgeKind.Pairs)
            return step.IsShadow && counters.Pairs == 0 ? "has no pair of answers" : null;

        var isCompared = look.Champion is not null && !step.IsBake;
        return here is null or { CandidateClusters: 0 } ? $"has no request of the candidate in this step{Unasked(judge, look, found)}"
            : isCompared && here.ChampionClusters == 0
                ? $"has no request of the champion to compare with in this step{Unasked(judge, look, found)}"
                : null;
    }

    /// <summary>Why there is no made-up request though there should be some.</summary>
    private static string Unasked(JudgePlan judge, ObserveRequest look, StepFindings found)
    {
        if (judge.OnMissing != WhenMissing.Probe || found.Probes is not { } probes || ProbeFold.Tally(probes, look.Candidate).Asked > 0)
            return "";

        var why = probes.Where(probe => probe.Version.Number == look.Candidate.Number)
            .Select(probe => probe.Answer?.Why).FirstOrDefault(text => text is not null);
        return $" (and no made-up one could be sent: {why ?? "no agent answers"})";
    }

    /// <summary>One look's made-up requests, all answered and in time: the servers work, whoever asks them.</summary>
    private static bool IsProbed(JudgePlan judge, ObserveRequest look, StepFindings found)
    {
        if (judge.OnMissing != WhenMissing.Probe)
            return false;

        var mine = ProbeFold.Tally(found.Probes ?? [], look.Candidate);
        return mine.Asked > 0 && mine.Failed == 0 && ProbeFold.Bad(mine, judge.Measure) == 0;
    }
}
