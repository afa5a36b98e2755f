namespace Landfall.Domain.Drift;

/// <summary>
/// A column of numbers, small enough to keep. Bin 0 holds values up to the first edge, bin i those above edge i−1 up to
/// edge i, and the last bin those above the last edge.
/// </summary>
/// <param name="Rows">All rows, missing values included.</param>
/// <param name="Nulls">Rows without a finite number.</param>
/// <param name="Edges">Strictly increasing. Quantiles of the baseline; whatever is compared with it has the same.</param>
/// <param name="Counts">One more than edges; together Rows − Nulls.</param>
/// <param name="Min">Null without values, like Max and Mean.</param>
public sealed record NumericProfile(
    long Rows, long Nulls, IReadOnlyList<double> Edges, IReadOnlyList<long> Counts, double? Min, double? Max, double? Mean)
{
    /// <summary>Bins of a column without ties: enough to see a distribution function, few enough for its noise.</summary>
    public const int Bins = 20;

    internal long Values => Rows - Nulls;

    /// <summary>The profile of a baseline, with its own quantiles as edges. NaN and infinities count as missing.</summary>
    public static NumericProfile Of(ReadOnlySpan<double> values, long nulls = 0)
    {
        var sorted = Array.FindAll(values.ToArray(), double.IsFinite);
        Array.Sort(sorted);
        var quantiles = new List<double>();
        for (var i = 1; i < Bins && sorted.Length > 0; i++)
            quantiles.Add(sorted[(int)((long)i * sorted.Length / Bins)]);
        return On(EdgesOf(quantiles), values, nulls);
    }

    /// <summary>The profile of other data on the edges of this one, to be compared with it.</summary>
    public NumericProfile Alike(ReadOnlySpan<double> values, long nulls = 0) => On(Edges, values, nulls);

    /// <summary>
    /// Edges from quantiles in ascending order. A value that fills a whole bin gets a bin of its own, so that numbers
    /// that are mostly 0 can be seen to move in both directions.
    /// </summary>
    public static IReadOnlyList<double> EdgesOf(IEnumerable<double> quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        var edges = new SortedSet<double>();
        foreach (var quantile in quantiles)
        {
            if (!edges.Add(quantile))
                edges.Add(Math.BitDecrement(quantile));
        }

        return [.. edges];
    }

    private static NumericProfile On(IReadOnlyList<double> edges, ReadOnlySpan<double> values, long nulls)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nulls);
        double[] ends = [.. edges];
        var counts = new long[ends.Length + 1];
        var (missing, sum, min, max) = (nulls, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                missing++;
                continue;
            }

            var at = Array.BinarySearch(ends, value);
            counts[at < 0 ? ~at : at]++;
            sum += value;
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }

        var rows = values.Length + nulls;
        return rows == missing
            ? new(rows, missing, edges, counts, null, null, null)
            : new(rows, missing, edges, counts, min, max, sum / (rows - missing));
    }
}
