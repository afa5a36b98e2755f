using Landfall.Domain.Judgement;

namespace Landfall.Bench.Rollout.Rules;

/// <summary>The product of the evidence of strata, in decimal logarithms.</summary>
internal sealed class StratumEvidence(double margin, JudgeThresholds thresholds)
{
    private (double Harm, double Safety) _over;
    private (double Harm, double Safety) _now;
    private Batch _counts;

    /// <summary>As a rollout has it before it begins anew anywhere: it keeps a part of its stake for later.</summary>
    public double LogHarm => Math.Log10(ProportionTest.StakeOnTheWhole) + _over.Harm + _now.Harm;

    public double LogSafety => _over.Safety + _now.Safety;

    public void Add(Batch batch)
    {
        if (batch.Step != _counts.Step)
            (_over, _counts) = ((_over.Harm + _now.Harm, LogSafety), new(batch.Step, 0, 0, 0, 0));
        _counts = new(
            batch.Step, _counts.Champion + batch.Champion, _counts.ChampionBad + batch.ChampionBad,
            _counts.Candidate + batch.Candidate, _counts.CandidateBad + batch.CandidateBad);
        var judged = ProportionTest.Judge(
            [new("now", _counts.Champion, _counts.ChampionBad, _counts.Candidate, _counts.CandidateBad)], margin, thresholds);
        _now = (judged.Harm.Log10, judged.Safety.Log10);
    }
}
