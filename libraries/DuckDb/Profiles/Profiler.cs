using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Profiles;

/// <summary>Describes every column of a table in a few passes.</summary>
public static class Profiler
{
    private const int Bars = 20;
    private const int MostValues = 40;

    public static DatasetProfile Of(
        Workbench bench, DatasetTable table, DatasetManifest manifest, DatasetProfile? baseline, CancellationToken cancel)
    {
        if (table.Columns.Count == 0)
            return new(manifest.Digest, manifest.Name, table.Rows, []);

        var from = Sql.Name(table.Name);
        var measures = table.Columns.SelectMany(c => (string[])
        [
            $"count({c.Quoted})", $"approx_count_distinct({c.Quoted})",
            c.IsPersonal ? "NULL" : $"CAST(min({c.Quoted}) AS VARCHAR)", c.IsPersonal ? "NULL" : $"CAST(max({c.Quoted}) AS VARCHAR)",
            c is { IsNumber: true, IsPersonal: false } ? $"avg({c.Quoted})" : "NULL",
            c is { IsNumber: true, IsPersonal: false } ? $"quantile_disc(CAST({c.Quoted} AS DOUBLE), {Percents})" : "NULL",
        ]);
        var row = bench.Row($"SELECT {string.Join(", ", measures)} FROM {from}", cancel);
        var columns = table.Columns.Select((column, i) => Of(bench, from, table.Rows, column, [.. row.Skip(6 * i).Take(6)],
            baseline?.Find(column.Name), cancel));
        return new(manifest.Digest, manifest.Name, table.Rows, [.. columns]);
    }

    private static string Percents { get; } =
        $"[{string.Join(", ", Enumerable.Range(0, 101).Select(p => (p / 100.0).ToString(CultureInfo.InvariantCulture)))}]";

    private static ColumnProfile Of(
        Workbench bench, string from, long rows, DataColumn column, IReadOnlyList<object?> row, ColumnProfile? baseline,
        CancellationToken cancel)
    {
        var present = Convert.ToInt64(row[0] ?? 0L);
        var profile = new ColumnProfile(
            column.Name, column.TypeWord, rows, rows - present, Convert.ToInt64(row[1] ?? 0L), Short((string?)row[2]),
            Short((string?)row[3]), row[4] is { } mean ? Finite(Convert.ToDouble(mean)) : null);
        if (present == 0 || column.IsPersonal)
            return profile;
        if (column.IsNumber)
            return Numbers(bench, from, column, profile, (List<double>)row[5]!, baseline, cancel);
        return column.Type is ColumnType.String or ColumnType.Boolean
            ? Texts(bench, from, column, profile, baseline, cancel)
            : profile;
    }

    /// <summary>The baseline's bars, where there is one, so that both can be drawn on one axis.</summary>
    private static ColumnProfile Numbers(
        Workbench bench, string from, DataColumn column, ColumnProfile profile, List<double> quantiles,
        ColumnProfile? baseline, CancellationToken cancel)
    {
        var finite = quantiles.Where(double.IsFinite).ToList();
        var edges = baseline?.Edges ?? (finite.Count == 0 ? [] : Between(finite, column.Type == ColumnType.Integer));
        var bar = edges.Count == 0
            ? "0"
            : $"list_count(list_filter([{string.Join(", ", edges.Select(Sql.Number))}], e -> e <= v))";
        var counts = new long[edges.Count + 1];
        var found = bench.Rows(
            $"SELECT {bar} AS bar, sum(n) FROM (SELECT CAST({column.Quoted} AS DOUBLE) AS v, count(*) AS n FROM {from} "
            + $"WHERE {column.Quoted} IS NOT NULL GROUP BY 1) GROUP BY 1", cancel);
        foreach (var row in found)
            counts[Convert.ToInt32(row[0])] = Whole(row[1]);

        return profile with { Quantiles = finite, Edges = edges, Counts = counts };
    }

    /// <summary>Equal widths over the middle 98 per cent: a single wild value must not flatten the picture.</summary>
    private static List<double> Between(List<double> quantiles, bool whole)
    {
        var (low, high) = (quantiles[Math.Min(1, quantiles.Count - 1)], quantiles[Math.Max(0, quantiles.Count - 2)]);
        var width = (high - low) / (Bars - 2);
        if (whole)
            width = Math.Max(1, Math.Ceiling(width));
        return width <= 0 || !double.IsFinite(width)
            ? [low]
            : [.. Enumerable.Range(0, Bars - 1).Select(i => low + (i * width)).TakeWhile(edge => edge <= high + width)];
    }

    private static ColumnProfile Texts(
        Workbench bench, string from, DataColumn column, ColumnProfile profile, ColumnProfile? baseline, CancellationToken cancel)
    {
        var value = $"CAST({column.Quoted} AS VARCHAR)";
        var known = baseline?.Values is { } values ? $"{value} IN (SELECT unnest({Sql.List(values)}))" : "false";
        var found = bench.Rows(
            $"SELECT {value}, count(*) FROM {from} WHERE {column.Quoted} IS NOT NULL GROUP BY 1 "
            + $"ORDER BY {known} DESC, 2 DESC, 1 LIMIT {MostValues}", cancel);
        return profile with
        {
            Values = [.. found.Select(row => (string)row[0]!)],
            Counts = [.. found.Select(row => Whole(row[1]))],
        };
    }

    private static long Whole(object? value) =>
        value is System.Numerics.BigInteger big ? (long)big : Convert.ToInt64(value ?? 0L);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string? Short(string? text) => text is { Length: > 100 } ? $"{text[..99]}…" : text;
}
