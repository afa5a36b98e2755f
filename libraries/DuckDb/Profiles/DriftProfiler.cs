using Landfall.Domain.Drift;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Profiles;

/// <summary>What is kept of a dataset to judge the drift of the next one, counted by DuckDB.</summary>
public static class DriftProfiler
{
    /// <param name="baseline">Its bins are used, so that both can be compared; null for bins of its own.</param>
    /// <param name="left">Columns that are not looked at: those the label is made of.</param>
    public static DataProfile Of(
        Workbench bench, DatasetTable table, DatasetProfile profile, DataProfile? baseline,
        IReadOnlyCollection<string> left, CancellationToken cancel)
    {
        var columns =
            from column in table.Columns
            where !column.IsTime && !column.IsPersonal && !left.Contains(column.Name)
            let shown = profile.Find(column.Name)!
            let before = baseline?.Columns.FirstOrDefault(c => c.Name == column.Name)
            where baseline is null || before is not null
            select column.IsNumber
                ? new Landfall.Domain.Drift.ColumnProfile(column.Name, Numeric: Numbers(bench, table, column, shown, before?.Numeric, cancel))
                : new Landfall.Domain.Drift.ColumnProfile(column.Name, Category: Words(bench, table, column, shown, before?.Category, cancel));
        return new([.. columns]);
    }

    /// <summary>Bin 0 holds values up to the first edge: a value belongs to the bin of as many edges as lie below it.</summary>
    private static NumericProfile Numbers(
        Workbench bench, DatasetTable table, DataColumn column, Profiles.ColumnProfile shown, NumericProfile? before,
        CancellationToken cancel)
    {
        var quantiles = shown.Quantiles ?? [];
        var edges = before?.Edges ?? NumericProfile.EdgesOf(
            Enumerable.Range(1, NumericProfile.Bins - 1).Select(i => i * 100 / NumericProfile.Bins)
                .Where(i => i < quantiles.Count).Select(i => quantiles[i]));
        var counts = new long[edges.Count + 1];
        const string value = "CAST(v AS DOUBLE)";
        foreach (var row in bench.Rows(
            $"SELECT {Sql.Bin(value, edges, "<")}, CAST(sum(n) AS BIGINT) FROM {ValueCounts.Or(table, column)} "
            + $"WHERE isfinite({value}) GROUP BY 1", cancel))
            counts[Convert.ToInt32(row[0])] = Convert.ToInt64(row[1]);

        var nulls = table.Rows - counts.Sum();
        return new(table.Rows, nulls, edges, counts, quantiles.Count > 0 ? quantiles[0] : null,
            quantiles.Count > 0 ? quantiles[^1] : null, shown.Mean);
    }

    private static CategoryProfile Words(
        Workbench bench, DatasetTable table, DataColumn column, Profiles.ColumnProfile shown, CategoryProfile? before,
        CancellationToken cancel)
    {
        const string value = "CAST(v AS VARCHAR)";
        var known = before is null ? "" : $"WHERE {value} IN (SELECT unnest(CAST({Sql.List(before.Top.Select(t => t.Value))} AS VARCHAR[])))";
        // Of what names its rows, no value says anything about the next dataset.
        var found = (before is null && Profiler.IsName(table, column, shown) ? [] : bench.Rows(
            $"SELECT {value}, CAST(sum(n) AS BIGINT) FROM {ValueCounts.Or(table, column)} {known} GROUP BY 1 "
            + $"ORDER BY 2 DESC, 1 LIMIT {CategoryProfile.Most}", cancel))
            .ToDictionary(row => (string)row[0]!, row => Convert.ToInt64(row[1]), StringComparer.Ordinal);
        var values = before?.Top.Select(top => top.Value) ?? found.Keys;
        var top = values.Select(text => new CategoryCount(text, found.GetValueOrDefault(text))).ToList();
        return new(table.Rows, shown.Nulls, top, table.Rows - shown.Nulls - top.Sum(t => t.Count));
    }
}
