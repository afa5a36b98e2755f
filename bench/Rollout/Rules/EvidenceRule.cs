using Landfall.Domain.Judgement;

namespace Landfall.Bench.Rollout.Rules;

/// <summary>
/// The judge of this system: evidence over strata, looked at after every batch. A stratum that is over is judged once and
/// multiplied in, which gives the same number.
/// </summary>
internal sealed class EvidenceRule(double margin, JudgeThresholds thresholds) : IRule
{
    private readonly double _needs = Math.Log10(thresholds.Harm);
    private readonly StratumEvidence _evidence = new(margin, thresholds);

    public bool Harm(Batch batch)
    {
        _evidence.Add(batch);
        return _evidence.LogHarm >= _needs;
    }
}
