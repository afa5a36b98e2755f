namespace Landfall.Bench.Rollout.Rules;

/// <summary>
/// The limit of what can be had: Wald's sequential test that knows both true rates beforehand, at the same threshold. It
/// bets the candidate's true rate against the highest one that would still be no harm.
/// </summary>
internal sealed class OracleRule(double allowed, double truth, double threshold) : IRule
{
    private readonly double _needs = Math.Log(threshold);
    private double _log;

    public bool Harm(Batch batch)
    {
        _log += (batch.CandidateBad * Math.Log(truth / allowed))
            + ((batch.Candidate - batch.CandidateBad) * Math.Log((1 - truth) / (1 - allowed)));
        return _log >= _needs;
    }
}
