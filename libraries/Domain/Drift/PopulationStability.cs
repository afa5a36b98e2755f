using Landfall.Domain.Statistics;

namespace Landfall.Domain.Drift;

/// <summary>The population stability index of two rows of counts, Σ (p − q) ln(p / q).</summary>
internal static class PopulationStability
{
    // An empty bin would make the index infinite. One in ten thousand is the custom.
    private const double Floor = 1e-4;

    // Chance alone goes beyond a limit that is judged in fewer than one of a thousand columns.
    private const double Rarely = 0.001;

    public static double Of(IReadOnlyList<long> baseline, IReadOnlyList<long> current)
    {
        double n = baseline.Sum(), m = current.Sum();
        var sum = 0.0;
        for (var i = 0; i < baseline.Count; i++)
        {
            if (baseline[i] == 0 && current[i] == 0)
                continue;
            var p = Math.Max(Floor, baseline[i] / n);
            var q = Math.Max(Floor, current[i] / m);
            sum += (p - q) * Math.Log(p / q);
        }

        return sum;
    }

    /// <summary>
    /// Whether chance rarely reaches the limit: without a change the index is about (1/n + 1/m) times a chi-square
    /// variable with bins − 1 degrees (B. Yurdakul, 2018).
    /// </summary>
    public static bool CanTell(int bins, long n, long m, double limit) =>
        n > 0 && m > 0 && (bins < 2 || ChiSquare.PValue(limit / (1.0 / n + 1.0 / m), bins - 1) < Rarely);

    /// <summary>The same for the Kolmogorov–Smirnov distance.</summary>
    public static bool CanTellDistance(long n, long m, double limit) =>
        n > 0 && m > 0 && KolmogorovSmirnov.PValue(limit, n, m) < Rarely;
}
