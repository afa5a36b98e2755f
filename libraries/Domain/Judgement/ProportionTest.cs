namespace Landfall.Domain.Judgement;

/// <summary>
/// Judges a proportion (failed, slow) of the candidate. May be asked at any time and as often as one likes: the
/// probability of ever showing harm that is not there stays below alpha. Assumes that clusters are independent given the
/// version; requests of one client in one interval are not, which is why clusters are counted.
/// </summary>
public static class ProportionTest
{
    /// <summary>
    /// Candidate against champion, both counted in the same strata. Harm is tested against p_c ≤ p_b + margin, safety
    /// against p_c ≥ p_b + margin; evidence multiplies over strata.
    /// </summary>
    /// <param name="strata">Totals per stratum, consecutive in time. May be empty: then the outcome is Unknown.</param>
    /// <param name="margin">How much worse the candidate may be, as a rate in [0, 1); 0.005 is half a point.</param>
    /// <param name="thresholds">How much evidence is enough.</param>
    /// <exception cref="ArgumentException">Counts that cannot be, or a margin outside [0, 1).</exception>
    public static ProportionJudgement Judge(
        IReadOnlyList<StratumCounts> strata, double margin, JudgeThresholds thresholds)
    {
        Check(strata, margin, nameof(margin), thresholds);
        var evidence = default(ProportionEvidence);
        (StratumCounts Stratum, double LogHarm)? loudest = null;
        foreach (var s in strata)
        {
            var one = ProportionEvidence.Of(
                new(s.ChampionBad, s.ChampionClusters - s.ChampionBad),
                new(s.CandidateBad, s.CandidateClusters - s.CandidateBad),
                margin);
            evidence += one;
            if (loudest is null || one.LogHarm > loudest.Value.LogHarm)
                loudest = (s, one.LogHarm);
        }

        return ProportionJudgement.Of(
            evidence, thresholds, Candidate(strata), Champion(strata), margin, loudest?.Stratum);
    }

    /// <summary>
    /// The candidate alone against a fixed limit: for the first version, for everyone's traffic, and for bake. Harm is
    /// tested against p ≤ limit, safety against p ≥ limit. The champion's counts are not looked at.
    /// </summary>
    /// <param name="strata">Totals per stratum, consecutive in time.</param>
    /// <param name="limit">The highest rate allowed, in [0, 1).</param>
    /// <param name="thresholds">How much evidence is enough.</param>
    /// <exception cref="ArgumentException">Counts that cannot be, or a limit outside [0, 1).</exception>
    public static ProportionJudgement JudgeAlone(
        IReadOnlyList<StratumCounts> strata, double limit, JudgeThresholds thresholds)
    {
        Check(strata, limit, nameof(limit), thresholds);
        var evidence = default(ProportionEvidence);
        foreach (var s in strata)
            evidence += ProportionEvidence.Of(
                new StreamCounts(s.CandidateBad, s.CandidateClusters - s.CandidateBad), limit);

        return ProportionJudgement.Of(evidence, thresholds, Candidate(strata), champion: null, limit);
    }

    private static ObservedProportion Champion(IReadOnlyList<StratumCounts> strata) =>
        ObservedProportion.Of(strata.Sum(s => s.ChampionClusters), strata.Sum(s => s.ChampionBad));

    private static ObservedProportion Candidate(IReadOnlyList<StratumCounts> strata) =>
        ObservedProportion.Of(strata.Sum(s => s.CandidateClusters), strata.Sum(s => s.CandidateBad));

    private static void Check(
        IReadOnlyList<StratumCounts> strata, double rate, string name, JudgeThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(strata);
        ArgumentNullException.ThrowIfNull(thresholds);
        if (!(rate >= 0 && rate < 1))
            throw new ArgumentOutOfRangeException(name, rate, "Expected a rate from 0 to below 1; 0.005 is half a point.");
        foreach (var stratum in strata)
            stratum.Check();
    }
}
