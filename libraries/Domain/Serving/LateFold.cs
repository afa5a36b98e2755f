using Landfall.Domain.Judgement;

namespace Landfall.Domain.Serving;

/// <summary>
/// Chooses moments from which judges begin anew. At most so many are kept: when there are more, every second one is given up and they
/// come half as often. So the newest lies never further back than a small part of the stratum, however long that lasts.
/// </summary>
internal static class LateFold
{
    /// <summary>Clusters of the candidate before the first.</summary>
    public const long First = 250;

    public const int Most = 16;

    public static CounterState Add(CounterState counters, ObserveRequest look, RolloutPlan plan)
    {
        var measures = plan.Judges.Where(judge => judge.Kind == JudgeKind.Proportion).Select(judge => judge.Measure).Distinct().ToList();
        var totals = measures.ToDictionary(measure => measure, measure => Here(counters, look, measure));
        var clusters = totals.Values.Select(total => total?.CandidateClusters ?? 0).DefaultIfEmpty().Max();
        var known = counters.Late is { } late && late.Stratum == look.Stratum
            ? late
            : new(counters.Late?.Begun ?? 0, look.Stratum, First, []);
        if (clusters - (known.Marks.Count == 0 ? 0 : known.Marks[^1].Clusters) < known.Every)
            return counters;

        var mark = new LateMark(known.Begun + 1, clusters, totals.ToDictionary(total => total.Key, total => Counts(total.Value)));
        IReadOnlyList<LateMark> marks = [.. known.Marks, mark];
        var isFull = marks.Count > Most;
        return counters with
        {
            Late = new(
                mark.Number, look.Stratum, isFull ? 2 * known.Every : known.Every,
                isFull ? [.. marks.Where((_, i) => i % 2 == 0)] : marks),
        };
    }

    /// <summary>What was counted since each moment.</summary>
    /// <param name="now">The present stratum, counted by this measure; null while nothing was.</param>
    public static IReadOnlyList<LateStart> Since(LateMarks? late, StratumCounts? now, string measure)
    {
        if (now is null || late?.Stratum != now.Stratum)
            return [];

        return
        [
            .. from mark in late.Marks
               where mark.Counts.ContainsKey(measure)
               let then = mark.Counts[measure]
               let champion = Left(now.ChampionClusters, then.Champion)
               let candidate = Left(now.CandidateClusters, then.Candidate)
               select new LateStart(mark.Number, new(
                   $"{now.Stratum} since its observation {mark.Clusters:N0}",
                   champion, Math.Min(champion, Left(now.ChampionBad, then.ChampionBad)),
                   candidate, Math.Min(candidate, Left(now.CandidateBad, then.CandidateBad)))),
        ];
    }

    private static StratumCounts? Here(CounterState counters, ObserveRequest look, string measure) =>
        StrataOf.Rollout(counters, look, measure).FirstOrDefault(stratum => stratum.Stratum == look.Stratum);

    private static MarkedCounts Counts(StratumCounts? total) => total is null
        ? new(0, 0, 0, 0)
        : new(total.ChampionClusters, total.ChampionBad, total.CandidateClusters, total.CandidateBad);

    // What only a gateway saw is an estimate in clusters, and may shrink a little.
    private static long Left(long now, long then) => Math.Max(0, now - then);
}
