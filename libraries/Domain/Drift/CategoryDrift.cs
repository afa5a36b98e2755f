using Landfall.Domain.Statistics;

namespace Landfall.Domain.Drift;

/// <summary>Compares two columns of words by the baseline's most frequent values.</summary>
internal static class CategoryDrift
{
    // The chi-square law, and with it the noise of the index, is rough below.
    private const double FewExpected = 5;

    public static DriftResult Of(string column, CategoryProfile baseline, CategoryProfile current, double psiLimit)
    {
        if (!baseline.Top.Select(top => top.Value).SequenceEqual(current.Top.Select(top => top.Value)))
            throw new ArgumentException(
                $"The two profiles of the column '{column}' count different values. Expected the new data to be profiled by "
                + "the values of the baseline.");
        if (baseline.Rows == 0 || current.Rows == 0)
            return DriftJudge.Nothing(column, baseline.Rows == 0 ? "the baseline has no rows" : "there are no new rows");

        var (before, now) = Bins(baseline, current);
        var psi = PopulationStability.Of(before, now);
        double? p = before.Count > 1 ? ChiSquare.Homogeneity(before, now).PValue : null;
        var figures = $"psi {DriftJudge.Number(psi)} (limit {DriftJudge.Number(psiLimit)})"
            + Moved(baseline, current)
            + DriftJudge.Missing(baseline.Nulls, baseline.Rows, current.Nulls, current.Rows);
        if (!PopulationStability.CanTell(before.Count, baseline.Rows, current.Rows, psiLimit))
            return DriftJudge.TooFew(column, psi, null, p, baseline.Rows, current.Rows, figures);
        return DriftJudge.Judged(column, psi, null, p, psi > psiLimit, figures);
    }

    // Values expected fewer than five times on one side are counted with all the others.
    private static (List<long> Before, List<long> Now) Bins(CategoryProfile baseline, CategoryProfile current)
    {
        var smallerShare = (double)Math.Min(baseline.Rows, current.Rows) / (baseline.Rows + current.Rows);
        var (before, now) = (new List<long>(), new List<long>());
        var (restBefore, restNow) = (baseline.Other, current.Other);
        for (var i = 0; i < baseline.Top.Count; i++)
        {
            var (x, y) = (baseline.Top[i].Count, current.Top[i].Count);
            if ((x + y) * smallerShare < FewExpected)
            {
                (restBefore, restNow) = (restBefore + x, restNow + y);
                continue;
            }

            before.Add(x);
            now.Add(y);
        }

        foreach (var (x, y) in new[] { (restBefore, restNow), (baseline.Nulls, current.Nulls) })
        {
            if (x + y == 0)
                continue;
            before.Add(x);
            now.Add(y);
        }

        return (before, now);
    }

    private static string Moved(CategoryProfile baseline, CategoryProfile current)
    {
        var shares = baseline.Top.Select((top, i) => (Name: $"'{top.Value}'", Before: top.Count, Now: current.Top[i].Count))
            .Append((Name: "other values", Before: baseline.Other, Now: current.Other))
            .Select(bin => (
                bin.Name, Before: (double)bin.Before / baseline.Rows, Now: (double)bin.Now / current.Rows));
        var most = shares.MaxBy(share => Math.Abs(share.Now - share.Before));
        return $", most in {most.Name}: {DriftJudge.Percent(most.Before)} before and {DriftJudge.Percent(most.Now)} now";
    }
}
