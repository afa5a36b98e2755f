namespace Landfall.Domain.Judgement;

/// <summary>Log-likelihoods of Bernoulli sequences and their maxima under the null hypotheses of the judges.</summary>
internal static class BernoulliLikelihood
{
    /// <summary>bad·ln p + good·ln(1 − p), with 0·ln 0 = 0.</summary>
    public static double Log(double bad, double good, double p) =>
        (bad == 0 ? 0 : bad * Math.Log(p)) + (good == 0 ? 0 : good * Math.Log(1 - p));

    /// <summary>The maximum over all p, reached at bad / seen.</summary>
    public static double LogMaximum(double bad, double good) =>
        bad + good == 0 ? 0 : Log(bad, good, bad / (bad + good));

    /// <summary>
    /// The maximum over pairs (p, p + margin): the boundary between harm and no harm. The function is concave in p, so
    /// its derivative is followed to zero by Newton's method inside a shrinking bracket.
    /// </summary>
    public static double LogMaximumOnBoundary(StreamCounts champion, StreamCounts candidate, double margin)
    {
        var p = margin == 0
            ? Pooled(champion, candidate)
            : Peak(champion, candidate, margin);
        return Log(champion.Bad, champion.Good, p)
            + Log(candidate.Bad, candidate.Good, Math.Min(1, p + margin));
    }

    private static double Pooled(StreamCounts champion, StreamCounts candidate)
    {
        var seen = champion.Seen + candidate.Seen;
        return seen == 0 ? 0.5 : (champion.Bad + candidate.Bad) / seen;
    }

    private static double Peak(StreamCounts champion, StreamCounts candidate, double margin)
    {
        var (low, high) = (0.0, 1 - margin);
        if (champion.Bad == 0 && Slope(champion, candidate, margin, low) <= 0)
            return low;
        if (candidate.Good == 0 && Slope(champion, candidate, margin, high) >= 0)
            return high;

        var p = Math.Clamp(Pooled(champion, candidate), high * 1e-9, high * (1 - 1e-9));
        for (var i = 0; i < 200 && high - low > 1e-15; i++)
        {
            var slope = Slope(champion, candidate, margin, p);
            if (slope == 0)
                return p;
            if (slope > 0)
                low = p;
            else
                high = p;

            var step = slope / Curvature(champion, candidate, margin, p);
            var next = p + step;
            if (!(next > low && next < high))
                next = (low + high) / 2;
            if (Math.Abs(next - p) <= 1e-13 * p)
                return next;
            p = next;
        }

        return p;
    }

    private static double Slope(StreamCounts champion, StreamCounts candidate, double margin, double p) =>
        Ratio(champion.Bad, p) - Ratio(champion.Good, 1 - p)
        + Ratio(candidate.Bad, p + margin) - Ratio(candidate.Good, 1 - p - margin);

    /// <summary>Minus the second derivative, positive.</summary>
    private static double Curvature(StreamCounts champion, StreamCounts candidate, double margin, double p) =>
        Ratio(champion.Bad, p * p) + Ratio(champion.Good, (1 - p) * (1 - p))
        + Ratio(candidate.Bad, (p + margin) * (p + margin))
        + Ratio(candidate.Good, (1 - p - margin) * (1 - p - margin));

    private static double Ratio(double count, double divisor) => count == 0 ? 0 : count / Math.Max(divisor, 1e-300);
}
