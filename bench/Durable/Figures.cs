namespace Landfall.Bench.Durable;

/// <summary>Plain statistics over what was measured.</summary>
internal static class Figures
{
    /// <param name="percent">0 to 100; the smallest value at or above which that share lies (nearest rank).</param>
    public static double Percentile(IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToList();
        var rank = (int)Math.Ceiling(percent / 100 * sorted.Count);
        return sorted[Math.Clamp(rank - 1, 0, sorted.Count - 1)];
    }
}
