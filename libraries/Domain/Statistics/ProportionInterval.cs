namespace Landfall.Domain.Statistics;

/// <summary>Confidence intervals of a proportion: k successes in n independent trials.</summary>
public static class ProportionInterval
{
    /// <summary>
    /// Wilson's score interval (E. B. Wilson, 1927, JASA 22). Close to its nominal level for any n, never empty, never
    /// outside [0, 1]. Without trials it is [0, 1].
    /// </summary>
    public static Interval Wilson(long successes, long trials, double confidence = 0.95)
    {
        Check(successes, trials);
        var z = Normal.TwoSided(confidence);
        if (trials == 0)
            return new Interval(0, 1);

        double n = trials;
        var p = successes / n;
        var z2 = z * z;
        var centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        var half = z / (1 + z2 / n) * Math.Sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new Interval(
            successes == 0 ? 0 : Math.Max(0, centre - half),
            successes == trials ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>
    /// Clopper and Pearson's exact interval (1934, Biometrika 26): quantiles of Beta(k, n−k+1) and Beta(k+1, n−k).
    /// Never below its nominal level, so wider than Wilson's. Without trials it is [0, 1].
    /// </summary>
    public static Interval ClopperPearson(long successes, long trials, double confidence = 0.95)
    {
        Check(successes, trials);
        Normal.TwoSided(confidence);                             // the same complaint about a wrong confidence
        var tail = (1 - confidence) / 2;
        var failures = trials - successes;
        return new Interval(
            successes == 0 ? 0 : BetaFunction.Quantile(successes, failures + 1, tail),
            failures == 0 ? 1 : BetaFunction.Quantile(successes + 1, failures, 1 - tail));
    }

    private static void Check(long successes, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        if (successes < 0 || successes > trials)
            throw new ArgumentOutOfRangeException(nameof(successes), successes,
                $"Expected between 0 and {trials:N0} successes.");
    }
}
