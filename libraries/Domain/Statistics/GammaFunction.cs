namespace Landfall.Domain.Statistics;

/// <summary>The gamma function on the positive half-line, in logarithms, and its regularised upper tail.</summary>
public static class GammaFunction
{
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private const double Epsilon = 1e-15;
    private const int MaxTerms = 10_000;

    /// <summary>
    /// ln Γ(x) for x &gt; 0. Source: Stirling's series (Abramowitz and Stegun 6.1.41) above 15; smaller arguments are
    /// lifted by Γ(x + 1) = x Γ(x). Relative error is about 1e-15.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">x is not positive and finite.</exception>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
            throw new ArgumentOutOfRangeException(nameof(x), x, "The logarithm of gamma needs a positive, finite x.");

        var product = 1.0;
        while (x < 15)
        {
            product *= x;
            x += 1;
        }

        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260
            - square * (1.0 / 1680 - square * (1.0 / 1188)))));
        var lifted = (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi + series;
        return product == 1.0 ? lifted : lifted - Math.Log(product);
    }

    /// <summary>
    /// Q(a, x) = Γ(a, x) / Γ(a), the upper regularised incomplete gamma function, for a &gt; 0 and x &#8805; 0. Source: the
    /// series 6.5.29 of Abramowitz and Stegun below x = a + 1, the continued fraction 6.5.31 by Lentz's method above.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">a is not positive or x is negative.</exception>
    public static double UpperRegularised(double a, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        if (x == 0)
            return 1;
        if (double.IsPositiveInfinity(x))
            return 0;

        var scale = Math.Exp(a * Math.Log(x) - x - Log(a));
        return x < a + 1 ? Math.Clamp(1 - scale * LowerSeries(a, x), 0, 1) : scale * UpperFraction(a, x);
    }

    private static double LowerSeries(double a, double x)
    {
        var term = 1 / a;
        var sum = term;
        for (var n = 1; n < MaxTerms && term > sum * Epsilon; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    private static double UpperFraction(double a, double x)
    {
        const double tiny = 1e-300;
        var b = x + 1 - a;
        var c = 1 / tiny;
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < MaxTerms; i++)
        {
            var an = -i * (i - a);
            b += 2;
            d = 1 / NotZero(an * d + b, tiny);
            c = NotZero(b + an / c, tiny);
            var delta = d * c;
            h *= delta;
            if (Math.Abs(delta - 1) < Epsilon)
                break;
        }

        return h;
    }

    private static double NotZero(double value, double tiny) => Math.Abs(value) < tiny ? tiny : value;
}
