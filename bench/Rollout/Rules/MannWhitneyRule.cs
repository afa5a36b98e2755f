namespace Landfall.Bench.Rollout.Rules;

/// <summary>
/// As Kayenta judges: the points of both versions' error shares since the step began are compared by Mann and Whitney's
/// test, again and again. With its tolerance the interval of the Hodges-Lehmann difference must lie above a quarter of that
/// difference (its classifier's defaults: confidence 0.98, tolerance 0.25); without, a one-sided p-value below 0.02 will do.
/// </summary>
/// <param name="batches">In one point.</param>
/// <param name="points">Between two judgements.</param>
internal sealed class MannWhitneyRule(int batches, int points, bool hasTolerance) : IRule
{
    private const int Fewest = 50;             // as its documentation asks for
    private readonly List<double> _champion = [];
    private readonly List<double> _candidate = [];
    private Batch _point;
    private int _age;
    private int _step;

    public bool Harm(Batch batch)
    {
        if (batch.Step != _step)
        {
            _champion.Clear();
            _candidate.Clear();
            (_age, _step, _point) = (0, batch.Step, default);
        }

        _point = new(
            batch.Step, _point.Champion + batch.Champion, _point.ChampionBad + batch.ChampionBad,
            _point.Candidate + batch.Candidate, _point.CandidateBad + batch.CandidateBad);
        if (++_age % batches != 0)
            return false;

        if (_point is { Champion: > 0, Candidate: > 0 })
        {
            _champion.Add((double)_point.ChampionBad / _point.Champion);
            _candidate.Add((double)_point.CandidateBad / _point.Candidate);
        }

        _point = default;
        if (_candidate.Count < Fewest || _age / batches % points != 0)
            return false;
        return hasTolerance ? MannWhitney.IsHigh(_champion, _candidate) : MannWhitney.PValue(_champion, _candidate) < 0.02;
    }
}
