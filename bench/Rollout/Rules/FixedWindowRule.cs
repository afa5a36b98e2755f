namespace Landfall.Bench.Rollout.Rules;

/// <summary>
/// As Flagger and Argo Rollouts judge: in every window the candidate's share of bad requests is held against a fixed limit,
/// and so many windows above it, in all, roll back. Flagger's tutorial: one minute, ten failed checks. Argo's: five minutes,
/// failureLimit 3, so the fourth. A window without requests of the candidate counts as failed, as it does in Flagger.
/// </summary>
internal sealed class FixedWindowRule(int batches, double limit, int failures) : IRule
{
    private int _age;
    private int _failed;
    private long _bad;
    private long _seen;

    public bool Harm(Batch batch)
    {
        (_seen, _bad) = (_seen + batch.Candidate, _bad + batch.CandidateBad);
        if (++_age % batches != 0)
            return false;

        if (_seen == 0 || (double)_bad / _seen > limit)
            _failed++;
        (_seen, _bad) = (0, 0);
        return _failed >= failures;
    }
}
