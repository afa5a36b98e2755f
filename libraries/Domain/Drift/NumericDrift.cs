using Landfall.Domain.Statistics;

namespace Landfall.Domain.Drift;

/// <summary>Compares two columns of numbers on the same bins.</summary>
internal static class NumericDrift
{
    public static DriftResult Of(
        string column, NumericProfile baseline, NumericProfile current, double psiLimit, double ksLimit)
    {
        if (!baseline.Edges.SequenceEqual(current.Edges) || baseline.Counts.Count != current.Counts.Count)
            throw new ArgumentException(
                $"The two profiles of the column '{column}' have different bins. Expected the new data to be profiled on "
                + "the edges of the baseline.");
        if (baseline.Rows == 0 || current.Rows == 0)
            return DriftJudge.Nothing(column, baseline.Rows == 0 ? "the baseline has no rows" : "there are no new rows");

        long[] before = [.. baseline.Counts, baseline.Nulls], now = [.. current.Counts, current.Nulls];
        var psi = PopulationStability.Of(before, now);
        double? ks = baseline.Values > 0 && current.Values > 0 ? Distance(baseline, current) : null;
        double? p = ks is { } distance
            ? KolmogorovSmirnov.PValue(distance, baseline.Values, current.Values) : null;
        var figures = $"psi {DriftJudge.Number(psi)} (limit {DriftJudge.Number(psiLimit)})"
            + (ks is { } d ? $", ks {DriftJudge.Number(d)} (limit {DriftJudge.Number(ksLimit)})" : "")
            + (baseline.Mean is { } a && current.Mean is { } b
                ? $", mean {DriftJudge.Number(a)} before and {DriftJudge.Number(b)} now" : "")
            + DriftJudge.Missing(baseline.Nulls, baseline.Rows, current.Nulls, current.Rows);

        var bins = before.Zip(now, (x, y) => x + y).Count(both => both > 0);
        if (!PopulationStability.CanTell(bins, baseline.Rows, current.Rows, psiLimit)
            || (ks is not null && !PopulationStability.CanTellDistance(baseline.Values, current.Values, ksLimit)))
            return DriftJudge.TooFew(column, psi, ks, p, baseline.Rows, current.Rows, figures);
        return DriftJudge.Judged(column, psi, ks, p, psi > psiLimit || ks > ksLimit, figures);
    }

    // At the edges only, so never above the distance of the samples: a change within a bin is not seen.
    private static double Distance(NumericProfile baseline, NumericProfile current)
    {
        var (x, y, largest) = (0L, 0L, 0.0);
        for (var i = 0; i < baseline.Counts.Count; i++)
        {
            (x, y) = (x + baseline.Counts[i], y + current.Counts[i]);
            largest = Math.Max(largest, Math.Abs((double)x / baseline.Values - (double)y / current.Values));
        }

        return largest;
    }
}
