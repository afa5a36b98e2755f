namespace Landfall.Domain.Judgement;

/// <summary>
/// What was counted while the weights stood still. Champion and candidate are compared only within a stratum, because a
/// common incident hits both.
/// </summary>
/// <param name="Stratum">Names the stratum; a new one begins whenever a weight changes.</param>
/// <param name="ChampionClusters">Clusters (one client within one interval) that the champion answered.</param>
/// <param name="ChampionBad">Those of them with at least one bad request.</param>
/// <param name="CandidateClusters">Clusters that the candidate answered.</param>
/// <param name="CandidateBad">Those of them with at least one bad request.</param>
public sealed record StratumCounts(
    string Stratum, long ChampionClusters, long ChampionBad, long CandidateClusters, long CandidateBad)
{
    /// <exception cref="ArgumentException">A count is negative, or more were bad than were seen.</exception>
    internal void Check()
    {
        if (ChampionBad < 0 || ChampionBad > ChampionClusters || CandidateBad < 0 || CandidateBad > CandidateClusters)
            throw new ArgumentException(
                $"Stratum '{Stratum}': expected 0 ≤ bad ≤ seen, got {ChampionBad} of {ChampionClusters} for the champion "
                + $"and {CandidateBad} of {CandidateClusters} for the candidate. Counts are totals, not differences.");
    }
}
