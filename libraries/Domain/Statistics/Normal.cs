namespace Landfall.Domain.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>
    /// Φ(x) = ½ Q(½, x²/2) below zero and its complement above, with Q the upper regularised incomplete gamma function
    /// (Abramowitz and Stegun 26.2.29 and 6.5.17). Exact in both tails to about 1e-14 relative.
    /// </summary>
    public static double Cdf(double x)
    {
        if (double.IsNaN(x))
            throw new ArgumentOutOfRangeException(nameof(x), x, "Expected a number.");
        var tail = 0.5 * GammaFunction.UpperRegularised(0.5, x * x / 2);
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>
    /// The x with Φ(x) = p, for p strictly between 0 and 1: the rational guess of Abramowitz and Stegun 26.2.23, then
    /// Halley's method on <see cref="Cdf"/> to about 1e-14.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">p is 0, 1, or no probability.</exception>
    public static double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "Expected a probability strictly between 0 and 1.");
        if (p == 0.5)
            return 0;
        if (p > 0.5)
            return -Quantile(1 - p);

        var t = Math.Sqrt(-2 * Math.Log(p));
        var x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
        for (var i = 0; i < 3; i++)
        {
            var error = (Cdf(x) - p) * Math.Sqrt(2 * Math.PI) * Math.Exp(x * x / 2);
            x -= error / (1 + x * error / 2);
        }

        return x;
    }

    /// <summary>The z of a two-sided interval: Φ⁻¹((1 + confidence) / 2), 1.96 for 0.95.</summary>
    public static double TwoSided(double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence,
                "Expected a confidence strictly between 0 and 1, such as 0.95.");
        return Quantile((1 + confidence) / 2);
    }
}
