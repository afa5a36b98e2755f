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

    /// <summary>The x with Φ(x) = p, by bisection on the lower tail. p strictly between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is 0, 1, or no probability.</exception>
    public static double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "Expected a probability strictly between 0 and 1.");
        if (p > 0.5)
            return -Quantile(1 - p);

        var (low, high) = (-40.0, 0.0);
        for (var i = 0; i < 100 && high - low > 1e-14; i++)
        {
            var middle = (low + high) / 2;
            if (Cdf(middle) < p)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
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
