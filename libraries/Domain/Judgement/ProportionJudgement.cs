namespace Landfall.Domain.Judgement;

/// <summary>What a proportion judge says at one look, with every number that led to it.</summary>
/// <param name="Outcome">Harm wins over safety; Unknown when the candidate or the champion was not seen at all.</param>
/// <param name="Harm">Evidence that the candidate is worse than allowed.</param>
/// <param name="Safety">Evidence that it is not.</param>
/// <param name="Candidate">The candidate's counts over all strata.</param>
/// <param name="Champion">The champion's, or null when the candidate is held against a fixed limit.</param>
/// <param name="Limit">The allowed difference to the champion, or the fixed limit; a rate in [0, 1).</param>
/// <param name="Explanation">One phrase with the numbers: "4.8 % of 612, champion 0.2 % of 5,411; evidence 57, needs 40".
/// It speaks of safety when that is the outcome, else of harm.</param>
public sealed record ProportionJudgement(
    JudgeOutcome Outcome,
    Evidence Harm,
    Evidence Safety,
    ObservedProportion Candidate,
    ObservedProportion? Champion,
    double Limit,
    string Explanation)
{
    /// <summary>True when safety is shown and harm is not.</summary>
    public bool IsSafe => Outcome == JudgeOutcome.Safe;

    /// <summary>The same phrase about safety, for the step that requires it.</summary>
    public string SafetyExplanation => $"{Counts}; safety {Safety.Explanation}";

    private string Counts => CountsOf(Candidate, Champion, Limit);

    internal static ProportionJudgement Of(
        ProportionEvidence evidence,
        JudgeThresholds thresholds,
        ObservedProportion candidate,
        ObservedProportion? champion,
        double limit,
        StratumCounts? loudest = null)
    {
        var harm = Evidence.FromLog(evidence.LogHarm, thresholds.Harm);
        var safety = Evidence.FromLog(evidence.LogSafety, thresholds.Safety);
        var outcome = (candidate.Clusters, champion?.Clusters, harm.Reached, safety.Reached) switch
        {
            (0, _, _, _) or (_, 0, _, _) => JudgeOutcome.Unknown,
            (_, _, true, _) => JudgeOutcome.Harm,
            (_, _, _, true) => JudgeOutcome.Safe,
            _ => JudgeOutcome.Undecided,
        };
        var explanation = outcome switch
        {
            JudgeOutcome.Unknown when candidate.Clusters == 0 => "no data of the candidate yet",
            JudgeOutcome.Unknown => "no data of the champion to compare with",
            JudgeOutcome.Safe => $"{CountsOf(candidate, champion, limit)}; safety {safety.Explanation}",
            JudgeOutcome.Harm when loudest is not null && Hides(candidate, champion, limit) =>
                $"{CountsOf(loudest, champion is not null)}; over all strata {CountsOf(candidate, champion, limit)}; {harm.Explanation}",
            _ => $"{CountsOf(candidate, champion, limit)}; {harm.Explanation}",
        };
        return new(outcome, harm, safety, candidate, champion, limit, explanation);
    }

    /// <summary>
    /// Added up, a short bad time drowns in a long good one: then the sums look harmless beside the verdict they led to.
    /// </summary>
    private static bool Hides(ObservedProportion candidate, ObservedProportion? champion, double margin) =>
        candidate.Rate - (champion?.Rate ?? 0) <= margin;

    private static string CountsOf(StratumCounts stratum, bool hasChampion) =>
        $"{ObservedProportion.Of(stratum.CandidateClusters, stratum.CandidateBad).Explanation} in stratum {stratum.Stratum}"
        + (hasChampion ? $", champion {ObservedProportion.Of(stratum.ChampionClusters, stratum.ChampionBad).Explanation}" : "");

    private static string CountsOf(ObservedProportion candidate, ObservedProportion? champion, double limit) =>
        champion is null
            ? $"{candidate.Explanation}, limit {Wording.Percent(limit)}"
            : $"{candidate.Explanation}, champion {champion.Explanation}";
}
