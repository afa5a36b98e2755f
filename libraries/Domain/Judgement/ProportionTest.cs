namespace Landfall.Domain.Judgement;

/// <summary>
/// Judges a proportion (failed, slow) of the candidate. May be asked at any time and as often as one likes: the
/// probability of ever showing harm that is not there stays below alpha. Assumes that clusters are independent given the
/// version; requests of one client in one interval are not, which is why clusters are counted.
/// </summary>
public static class ProportionTest
{
    /// <summary>What the evidence of the whole is multiplied by where later moments are looked at too: the rest is staked on those.</summary>
    public const double StakeOnTheWhole = LateEvidence.Whole;

    /// <summary>
    /// Candidate against champion, both counted in the same strata. Harm is tested against p_c ≤ p_b + margin, safety
    /// against p_c ≥ p_b + margin; evidence multiplies over strata.
    /// </summary>
    /// <param name="strata">Totals per stratum, consecutive in time. May be empty: then the outcome is Unknown.</param>
    /// <param name="margin">How much worse the candidate may be, as a rate in [0, 1); 0.005 is half a point.</param>
    /// <param name="thresholds">How much evidence is enough.</param>
    /// <param name="late">Later moments from which harm is looked for too; null where the whole alone is judged.</param>
    /// <exception cref="ArgumentException">Counts that cannot be, or a margin outside [0, 1).</exception>
    public static ProportionJudgement Judge(
        IReadOnlyList<StratumCounts> strata, double margin, JudgeThresholds thresholds, IReadOnlyList<LateStart>? late = null)
    {
        Check(strata, margin, nameof(margin), thresholds);
        var evidence = default(ProportionEvidence);
        (StratumCounts Stratum, double LogHarm)? loudest = null;
        foreach (var stratum in strata)
        {
            var one = Of(stratum, margin);
            evidence += one;
            if (loudest is null || one.LogHarm > loudest.Value.LogHarm)
                loudest = (stratum, one.LogHarm);
        }

        // Where what was seen is within the margin there is nothing for harm to be shown by.
        var (all, told) = With(late, start => IsWorse(start, margin) ? Of(start, margin).LogHarm : null, evidence, loudest);
        return ProportionJudgement.Of(all, thresholds, Candidate(strata), Champion(strata), margin, told);
    }

    /// <summary>
    /// The candidate alone against a fixed limit: for the first version, for everyone's traffic, and for bake. Harm is
    /// tested against p ≤ limit, safety against p ≥ limit. The champion's counts are not looked at.
    /// </summary>
    /// <param name="strata">Totals per stratum, consecutive in time.</param>
    /// <param name="limit">The highest rate allowed, in [0, 1).</param>
    /// <param name="thresholds">How much evidence is enough.</param>
    /// <param name="late">Later moments from which harm is looked for too; null where the whole alone is judged.</param>
    /// <exception cref="ArgumentException">Counts that cannot be, or a limit outside [0, 1).</exception>
    public static ProportionJudgement JudgeAlone(
        IReadOnlyList<StratumCounts> strata, double limit, JudgeThresholds thresholds, IReadOnlyList<LateStart>? late = null)
    {
        Check(strata, limit, nameof(limit), thresholds);
        var evidence = default(ProportionEvidence);
        foreach (var stratum in strata)
            evidence += Alone(stratum, limit);

        var (all, told) = With(
            late, start => Rate(start.CandidateBad, start.CandidateClusters) > limit ? Alone(start, limit).LogHarm : null, evidence, null);
        return ProportionJudgement.Of(all, thresholds, Candidate(strata), champion: null, limit, told);
    }

    private static (ProportionEvidence Evidence, StratumCounts? Loudest) With(
        IReadOnlyList<LateStart>? late, Func<StratumCounts, double?> logHarm, ProportionEvidence whole,
        (StratumCounts Stratum, double LogHarm)? loudest)
    {
        if (late is null)
            return (whole, loudest?.Stratum);

        var told = (from start in late let log = logHarm(start.Since) where log is not null select (start, Log: log.Value)).ToList();
        foreach (var (start, log) in told)
        {
            if (loudest is null || log > loudest.Value.LogHarm)
                loudest = (start.Since, log);
        }

        return (whole with { LogHarm = LateEvidence.LogHarm(whole.LogHarm, told.Select(one => (one.start.Number, one.Log))) }, loudest?.Stratum);
    }

    private static ProportionEvidence Of(StratumCounts counts, double margin) => ProportionEvidence.Of(
        new(counts.ChampionBad, counts.ChampionClusters - counts.ChampionBad),
        new(counts.CandidateBad, counts.CandidateClusters - counts.CandidateBad), margin);

    private static ProportionEvidence Alone(StratumCounts counts, double limit) =>
        ProportionEvidence.Of(new StreamCounts(counts.CandidateBad, counts.CandidateClusters - counts.CandidateBad), limit);

    private static bool IsWorse(StratumCounts counts, double margin) => counts is { CandidateClusters: > 0, ChampionClusters: > 0 }
        && Rate(counts.CandidateBad, counts.CandidateClusters) - Rate(counts.ChampionBad, counts.ChampionClusters) > margin;

    private static double Rate(long bad, long all) => all == 0 ? 0 : (double)bad / all;

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
