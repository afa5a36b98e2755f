namespace Landfall.Bench.Data.Landing;

/// <summary>Nearest rank.</summary>
internal static class Percentiles
{
    public static TimeSpan At(IEnumerable<TimeSpan> all, double share)
    {
        var sorted = all.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }
}
