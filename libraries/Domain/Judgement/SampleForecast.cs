namespace Landfall.Domain.Judgement;

/// <summary>
/// How long proofs will take, before anything runs: the judges' own test on expected counts. Half of all rollouts need
/// more. Rates are per second, weights per cent, errors as rates in [0, 1].
/// </summary>
public static class SampleForecast
{
    private const double Forever = 1e9;                          // seconds; thirty years

    /// <summary>
    /// Hours until safety is shown when both versions have the same error rate.
    /// </summary>
    /// <param name="rps">Clusters per second over both versions, positive.</param>
    /// <param name="weightPercent">The candidate's share, above 0 and below 100.</param>
    /// <param name="errorRate">The rate of both versions.</param>
    /// <param name="delta">The judge's margin.</param>
    /// <param name="alpha">The accepted error, so the threshold is 1 / alpha.</param>
    /// <returns>Hours, or infinity when it cannot be shown, as with a margin of 0.</returns>
    public static double HoursToSafety(double rps, double weightPercent, double errorRate, double delta, double alpha)
    {
        Check(rps, weightPercent, delta, alpha);
        var threshold = Math.Log(1 / alpha);
        return Seconds(t => At(t, rps, weightPercent, errorRate, errorRate, delta).LogSafety >= threshold) / 3600;
    }

    /// <summary>Seconds until harm is shown when the candidate has a higher error rate than the champion.</summary>
    /// <param name="rps">Clusters per second over both versions, positive.</param>
    /// <param name="weightPercent">The candidate's share, above 0 and below 100.</param>
    /// <param name="championRate">The champion's error rate.</param>
    /// <param name="candidateRate">The candidate's.</param>
    /// <param name="delta">The judge's margin.</param>
    /// <param name="thresholds">Gives the evidence needed for harm.</param>
    /// <returns>Seconds, or infinity when the candidate lies within the margin.</returns>
    public static double SecondsToHarm(
        double rps, double weightPercent, double championRate, double candidateRate, double delta,
        JudgeThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        Check(rps, weightPercent, delta, thresholds.AlphaHarm);
        var threshold = Math.Log(thresholds.Harm);
        return Seconds(t => At(t, rps, weightPercent, championRate, candidateRate, delta).LogHarm >= threshold);
    }

    private static ProportionEvidence At(
        double seconds, double rps, double weightPercent, double championRate, double candidateRate, double delta)
    {
        var candidates = seconds * rps * weightPercent / 100;
        var champions = seconds * rps - candidates;
        return ProportionEvidence.Of(
            new(champions * championRate, champions * (1 - championRate)),
            new(candidates * candidateRate, candidates * (1 - candidateRate)),
            delta);
    }

    private static double Seconds(Func<double, bool> shown)
    {
        var high = 0.01;
        while (!shown(high))
        {
            high *= 2;
            if (high > Forever)
                return double.PositiveInfinity;
        }

        var low = high / 2;
        while (high - low > 0.001 * high)
        {
            var middle = (low + high) / 2;
            if (shown(middle))
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    private static void Check(double rps, double weightPercent, double delta, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rps);
        if (!(weightPercent > 0 && weightPercent < 100))
            throw new ArgumentOutOfRangeException(nameof(weightPercent), weightPercent, "Expected above 0 and below 100.");
        if (!(delta >= 0 && delta < 1))
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "Expected a rate from 0 to below 1.");
        if (!(alpha > 0 && alpha < 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Expected an error rate between 0 and 1.");
    }
}
