namespace Landfall.Domain.Statistics;

/// <summary>The beta function in logarithms, the distribution function of Beta(a, b), and its inverse.</summary>
public static class BetaFunction
{
    private const int MaxTerms = 100_000;

    /// <summary>ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for positive a and b.</summary>
    public static double Log(double a, double b) =>
        GammaFunction.Log(a) + GammaFunction.Log(b) - GammaFunction.Log(a + b);

    /// <summary>
    /// I_x(a, b), the probability that a Beta(a, b) variable is at most x. Source: the continued fraction DLMF 8.17.22
    /// by Lentz's method, with I_x(a, b) = 1 − I_{1−x}(b, a) on the side where it converges slowly.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">a or b is not positive, or x lies outside [0, 1].</exception>
    public static double RegularisedIncomplete(double a, double b, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        if (!(x >= 0 && x <= 1))
            throw new ArgumentOutOfRangeException(nameof(x), x, "Expected a probability between 0 and 1.");
        if (x is 0 or 1)
            return x;

        var front = Math.Exp(a * Math.Log(x) + b * Math.Log(1 - x) - Log(a, b));
        var result = x < (a + 1) / (a + b + 2)
            ? front * Fraction(a, b, x) / a
            : 1 - front * Fraction(b, a, 1 - x) / b;
        return Math.Clamp(result, 0, 1);
    }

    /// <summary>The x with I_x(a, b) = p, by bisection to the last bits. p in [0, 1].</summary>
    public static double Quantile(double a, double b, double p)
    {
        if (!(p >= 0 && p <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "Expected a probability between 0 and 1.");
        if (p is 0 or 1)
            return p;

        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 200 && high - low > 1e-15 * high; i++)
        {
            var middle = (low + high) / 2;
            if (RegularisedIncomplete(a, b, middle) < p)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    private static double Fraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        var c = 1.0;
        var d = 1 / NotZero(1 - (a + b) * x / (a + 1), tiny);
        var h = d;
        for (var m = 1; m < MaxTerms; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / NotZero(1 + even * d, tiny);
            c = NotZero(1 + even / c, tiny);
            h *= d * c;

            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / NotZero(1 + odd * d, tiny);
            c = NotZero(1 + odd / c, tiny);
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15)
                break;
        }

        return h;
    }

    private static double NotZero(double value, double tiny) => Math.Abs(value) < tiny ? tiny : value;
}
