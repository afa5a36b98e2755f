using Landfall.Domain.Statistics;

namespace Landfall.Bench.Rollout.Rules;

/// <summary>H. B. Mann and D. R. Whitney's rank test (1947) with ties, by the normal approximation.</summary>
internal static class MannWhitney
{
    private const double Tolerance = 0.25;
    private static readonly double Z = Normal.TwoSided(0.98);

    /// <summary>Of "the experiment is not larger than the control".</summary>
    public static double PValue(IReadOnlyList<double> control, IReadOnlyList<double> experiment)
    {
        var (u, mean, deviation) = Statistic(control, experiment);
        return deviation == 0 ? 1 : 1 - Normal.Cdf((u - mean - 0.5) / deviation);
    }

    /// <summary>Whether the whole interval of the difference lies above the tolerance around none.</summary>
    public static bool IsHigh(IReadOnlyList<double> control, IReadOnlyList<double> experiment)
    {
        var (u, mean, deviation) = Statistic(control, experiment);
        if (u <= mean + (Z * deviation))
            return false;       // the interval holds 0: no need to order all the differences

        var differences = experiment.SelectMany(one => control, (one, other) => one - other).Order().ToArray();
        var estimate = Math.Abs(differences[differences.Length / 2]);
        var rank = (int)Math.Floor(mean - (Z * deviation));
        return differences[Math.Max(0, rank)] > Tolerance * estimate;
    }

    private static (double U, double Mean, double Deviation) Statistic(
        IReadOnlyList<double> control, IReadOnlyList<double> experiment)
    {
        var (n, m) = ((double)control.Count, (double)experiment.Count);
        var all = control.Select(value => (value, IsMine: false))
            .Concat(experiment.Select(value => (value, IsMine: true))).OrderBy(one => one.value).ToArray();
        var (ranks, ties) = (0.0, 0.0);
        for (var from = 0; from < all.Length;)
        {
            var to = from;
            while (to < all.Length && all[to].value == all[from].value)
                to++;
            var (count, rank) = (to - from, (from + to + 1) / 2.0);
            ranks += rank * all[from..to].Count(one => one.IsMine);
            ties += Math.Pow(count, 3) - count;
            from = to;
        }

        var total = n + m;
        var variance = n * m / 12 * (total + 1 - (ties / (total * (total - 1))));
        return (ranks - (m * (m + 1) / 2), n * m / 2, Math.Sqrt(Math.Max(0, variance)));
    }
}
