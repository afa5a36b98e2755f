namespace Landfall.Domain.Statistics;

/// <summary>Pearson's chi-square distribution and his test of homogeneity of two samples.</summary>
public static class ChiSquare
{
    /// <summary>P(X &#8805; statistic) with X chi-square: Q(degrees/2, statistic/2), Abramowitz and Stegun 26.4.19.</summary>
    public static double PValue(double statistic, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degrees);
        return GammaFunction.UpperRegularised(degrees / 2.0, statistic / 2);
    }

    /// <summary>
    /// Pearson's statistic for two rows of counts over the same categories (Pearson, 1911). Categories empty in both
    /// rows are ignored. Reliable when nearly all expected counts are 5 or more, so the smallest is reported.
    /// </summary>
    /// <exception cref="ArgumentException">The rows differ in length, or a row is empty.</exception>
    public static ChiSquareResult Homogeneity(IReadOnlyList<long> first, IReadOnlyList<long> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
            throw new ArgumentException(
                $"Expected as many counts as in the first row ({first.Count}), got {second.Count}.", nameof(second));
        double n = first.Sum(), m = second.Sum();
        if (n <= 0 || m <= 0)
            throw new ArgumentException("Expected at least one count in each row.", n <= 0 ? nameof(first) : nameof(second));

        var (statistic, categories, smallest) = (0.0, 0, double.PositiveInfinity);
        for (var i = 0; i < first.Count; i++)
        {
            double column = first[i] + second[i];
            if (column == 0)
                continue;
            categories++;
            var (e1, e2) = (column * n / (n + m), column * m / (n + m));
            smallest = Math.Min(smallest, Math.Min(e1, e2));
            statistic += (first[i] - e1) * (first[i] - e1) / e1 + (second[i] - e2) * (second[i] - e2) / e2;
        }

        var degrees = categories - 1;
        return new ChiSquareResult(statistic, degrees, degrees == 0 ? 1 : PValue(statistic, degrees), smallest);
    }
}
