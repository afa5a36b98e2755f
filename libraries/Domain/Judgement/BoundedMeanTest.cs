namespace Landfall.Domain.Judgement;

/// <summary>
/// Judges the mean of bounded observations at any look, by betting (I. Waudby-Smith and A. Ramdas, 2023, JRSS B 86,
/// with their predictable plug-in bets). It asks only that each observation has the same mean given the earlier ones, so
/// requests may fail together: take one observation per interval, such as the candidate's share of bad requests minus
/// the champion's.
/// </summary>
public static class BoundedMeanTest
{
    // A bet risks at most half of the wealth, so that one observation never ends the game.
    private const double MostAtRisk = 0.5;

    /// <summary>Harm against "mean ≤ limit", safety against "mean ≥ limit".</summary>
    /// <param name="observations">In the order of time, each between low and high.</param>
    /// <param name="low">The smallest possible observation: −1 for a difference of shares.</param>
    /// <param name="high">The largest possible observation: 1 for a difference of shares.</param>
    /// <param name="limit">What the mean may be, strictly between low and high.</param>
    /// <param name="thresholds">How much evidence is enough.</param>
    /// <exception cref="ArgumentException">An observation or the limit lies outside, or is no number.</exception>
    public static BoundedMeanJudgement Judge(
        IReadOnlyList<double> observations, double low, double high, double limit, JudgeThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(thresholds);
        if (!(limit > low && limit < high) || !double.IsFinite(high - low))
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"Expected a limit between {low} and {high}.");

        var unit = (limit - low) / (high - low);
        var (harm, safety) = (new Bets(unit, thresholds.Harm), new Bets(1 - unit, thresholds.Safety));
        var (logHarm, logSafety, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < observations.Count; i++)
        {
            if (!(observations[i] >= low && observations[i] <= high))
                throw new ArgumentException(
                    $"Observation {i} (from 0) is {observations[i]}. Expected a number from {low} to {high}.",
                    nameof(observations));
            var x = (observations[i] - low) / (high - low);
            logHarm += harm.LogGain(x);
            logSafety += safety.LogGain(1 - x);
            sum += observations[i];
        }

        return Of(logHarm, logSafety, observations.Count, sum, limit, thresholds);
    }

    private static BoundedMeanJudgement Of(
        double logHarm, double logSafety, int seen, double sum, double limit, JudgeThresholds thresholds)
    {
        var harm = Evidence.FromLog(logHarm, thresholds.Harm);
        var safety = Evidence.FromLog(logSafety, thresholds.Safety);
        var outcome = seen == 0 ? JudgeOutcome.Unknown
            : harm.Reached ? JudgeOutcome.Harm
            : safety.Reached ? JudgeOutcome.Safe
            : JudgeOutcome.Undecided;
        var mean = seen == 0 ? 0 : sum / seen;
        var counts = $"mean {mean:0.####} of {seen:N0}, limit {limit:0.####}";
        return new(outcome, harm, safety, seen, mean, limit, outcome switch
        {
            JudgeOutcome.Unknown => "nothing observed yet",
            JudgeOutcome.Safe => $"{counts}; safety {safety.Explanation}",
            _ => $"{counts}; {harm.Explanation}",
        });
    }

    /// <summary>Bets that observations in [0, 1] have a mean above the given one.</summary>
    private sealed class Bets(double mean, double threshold)
    {
        private double _squares = 0.25;
        private double _sum = 0.5;
        private int _seen;

        /// <summary>The logarithm of what this round multiplies the wealth by; the bet is made before x is seen.</summary>
        public double LogGain(double x)
        {
            var round = _seen + 1;
            var variance = _squares / round;
            var bet = Math.Min(
                MostAtRisk / mean, Math.Sqrt(2 * Math.Log(threshold) / (variance * round * Math.Log(1 + round))));
            _seen = round;
            _sum += x;
            var distance = x - _sum / (round + 1);
            _squares += distance * distance;
            return Math.Log(1 + bet * (x - mean));
        }
    }
}
