namespace Landfall.Domain.Judgement;

/// <summary>
/// Judges how often candidate and champion disagree on the same request. Only in shadow are there pairs; one version's
/// answers are a fixed function of the other's request, so this is a single proportion against a limit.
/// </summary>
public static class PairTest
{
    /// <summary>Harm against "disagreement ≤ max", safety against "disagreement ≥ max", at any look.</summary>
    /// <exception cref="ArgumentException">Counts that cannot be, or a max outside [0, 1).</exception>
    public static ProportionJudgement Judge(PairCounts counts, double max, JudgeThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return ProportionTest.JudgeAlone(
            [new StratumCounts("shadow", 0, 0, counts.Pairs, counts.Disagreements)], max, thresholds);
    }
}
