using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Profiles;

/// <summary>Describes every column of a table in a few passes.</summary>
public static class Profiler
{
    private const int Bars = 20;
    private const int MostValues = 40;
    private const int Percents = 100;
    private const int Measures = 5;

    /// <summary>
    /// Quantiles of more rows than this, of columns with many values, are those of a fixed sample of about half as many: their ranks
    /// are right to a thousandth, and memory stays bounded.
    /// </summary>
    private const long MostSorted = 2_000_000;

    public static DatasetProfile Of(
        Workbench bench, DatasetTable table, DatasetManifest manifest, DatasetProfile? baseline, CancellationToken cancel)
    {
        if (table.Columns.Count == 0)
            return new(manifest.Digest, manifest.Name, table.Rows, []);

        var measures = table.Columns.SelectMany(c => (string[])
        [
            $"count({c.Quoted})", $"approx_count_distinct({c.Quoted})",
            c.IsPersonal ? "NULL" : $"CAST(min({c.Quoted}) AS VARCHAR)", c.IsPersonal ? "NULL" : $"CAST(max({c.Quoted}) AS VARCHAR)",
            c is { IsNumber: true, IsPersonal: false } ? $"avg({c.Quoted})" : "NULL",
        ]);
        var row = bench.Row($"SELECT {string.Join(", ", measures)} FROM {Sql.Name(table.Name)}", cancel);
        var columns = table.Columns.Select((column, i) => Of(
            bench, table, column, [.. row.Skip(Measures * i).Take(Measures)], baseline?.Find(column.Name), cancel));
        return new(manifest.Digest, manifest.Name, table.Rows, [.. columns]);
    }

    private static ColumnProfile Of(
        Workbench bench, DatasetTable table, DataColumn column, IReadOnlyList<object?> row, ColumnProfile? baseline,
        CancellationToken cancel)
    {
        var present = Convert.ToInt64(row[0] ?? 0L);
        var profile = new ColumnProfile(
            column.Name, column.TypeWord, table.Rows, table.Rows - present, Convert.ToInt64(row[1] ?? 0L), Short((string?)row[2]),
            Short((string?)row[3]), row[4] is { } mean ? Finite(Convert.ToDouble(mean)) : null);
        if (present == 0 || column.IsPersonal || column.IsTime)
            return profile;

        ValueCounts.Make(bench, table, column, profile.Distinct, cancel);
        return column.IsNumber
            ? Numbers(bench, table, column, profile, baseline, cancel)
            : Texts(bench, table, column, profile, baseline, cancel);
    }

    /// <summary>The baseline's bars, where there is one, so that both can be drawn on one axis.</summary>
    private static ColumnProfile Numbers(
        Workbench bench, DatasetTable table, DataColumn column, ColumnProfile profile, ColumnProfile? baseline, CancellationToken cancel)
    {
        var finite = Quantiles(bench, table, column, cancel).Where(double.IsFinite).ToList();
        var edges = baseline?.Edges ?? (finite.Count == 0 ? [] : Between(finite, column.Type == ColumnType.Integer));
        var counts = new long[edges.Count + 1];
        var found = bench.Rows(
            $"SELECT {Sql.Bin("CAST(v AS DOUBLE)", edges, "<=")}, sum(n) FROM {ValueCounts.Or(table, column)} GROUP BY 1", cancel);
        foreach (var row in found)
            counts[Convert.ToInt32(row[0])] = Whole(row[1]);

        return profile with { Quantiles = finite, Edges = edges, Counts = counts };
    }

    /// <summary>The values at 0, 1, … 100 per cent of the rows that have one, each a value that occurs.</summary>
    private static IReadOnlyList<double> Quantiles(Workbench bench, DatasetTable table, DataColumn column, CancellationToken cancel)
    {
        if (ValueCounts.Find(table, column) is { } counted)
            return Quantiles(bench.Rows($"SELECT CAST(v AS DOUBLE), n FROM {counted} ORDER BY v", cancel));

        var every = table.Rows / (MostSorted / 2);
        var sample = table.Rows > MostSorted ? $" WHERE hash(rowid) % {every} = 0" : "";
        var shares = Enumerable.Range(0, Percents + 1).Select(p => ((double)p / Percents).ToString(CultureInfo.InvariantCulture));
        return bench.Row(
            $"SELECT quantile_disc(CAST({column.Quoted} AS DOUBLE), [{string.Join(", ", shares)}]) FROM {Sql.Name(table.Name)}{sample}",
            cancel)[0] as List<double> ?? [];
    }

    /// <summary>The same as DuckDB's <c>quantile_disc</c> over the rows: the value of the row with the rank ⌈n·p⌉, from 1.</summary>
    /// <param name="values">Value and count, ascending.</param>
    private static List<double> Quantiles(IReadOnlyList<IReadOnlyList<object?>> values)
    {
        var all = values.Sum(value => Whole(value[1]));
        var (quantiles, at, passed) = (new List<double>(), 0, Whole(values[0][1]));
        for (var percent = 0; percent <= Percents; percent++)
        {
            var rank = Math.Max(1, ((all * percent) + Percents - 1) / Percents);
            while (passed < rank)
                passed += Whole(values[++at][1]);
            quantiles.Add(Convert.ToDouble(values[at][0]));
        }

        return quantiles;
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
        Workbench bench, DatasetTable table, DataColumn column, ColumnProfile profile, ColumnProfile? baseline, CancellationToken cancel)
    {
        var known = baseline?.Values is { Count: > 0 } values ? $"text IN (SELECT unnest({Sql.List(values)}))" : "false";
        // Where hardly two rows have the same, none is frequent: only what the baseline knows is looked for.
        var wanted = IsName(table, column, profile) ? $"WHERE {known}" : "";
        var found = wanted == "WHERE false" ? [] : bench.Rows(
            $"SELECT text, sum(n) FROM (SELECT CAST(v AS VARCHAR) AS text, n FROM {ValueCounts.Or(table, column)}) {wanted} GROUP BY 1 "
            + $"ORDER BY {known} DESC, 2 DESC, 1 LIMIT {MostValues}", cancel);
        return profile with
        {
            Values = [.. found.Select(row => (string)row[0]!)],
            Counts = [.. found.Select(row => Whole(row[1]))],
        };
    }

    /// <summary>Whether a column names its rows, as a key does: many values, and hardly two alike.</summary>
    internal static bool IsName(DatasetTable table, DataColumn column, ColumnProfile profile) =>
        ValueCounts.Find(table, column) is null && profile.Distinct > (profile.Rows - profile.Nulls) / 2;

    private static long Whole(object? value) =>
        value is System.Numerics.BigInteger big ? (long)big : Convert.ToInt64(value ?? 0L);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string? Short(string? text) => text is { Length: > 100 } ? $"{text[..99]}…" : text;
}
