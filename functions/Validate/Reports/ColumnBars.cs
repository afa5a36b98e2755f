using System.Globalization;
using Landfall.DuckDb.Profiles;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Validate.Reports;

/// <summary>A small histogram: filled bars for this data, outlines for the data before. Shares, not counts.</summary>
internal static class ColumnBars
{
    private const int Width = 12;
    private const int Height = 60;
    private const int MostValues = 20;

    public static Html Of(ColumnProfile column, ColumnProfile? baseline)
    {
        if (column.Counts is not { Count: > 1 } counts)
            return Html.Empty;

        var now = Shares(counts, column.Rows).Take(MostValues).ToList();
        var before = Before(column, baseline).Take(MostValues).ToList();
        var top = now.Concat(before).DefaultIfEmpty().Max();
        if (top <= 0)
            return Html.Empty;

        var label = column.Values is { } values
            ? $"Most frequent: {string.Join(", ", values.Take(5))}"
            : $"Distribution of {column.Name}";
        return Html.Of($"""
            <svg class="bars" role="img" aria-label="{label}" width="{now.Count * Width}" height="{Height + 2}" viewBox="0 0 {now.Count * Width} {Height + 2}"><title>{label}</title>{Html.Each(now.Index(), bar => Bar("new", bar.Index, bar.Item / top))}{Html.Each(before.Index(), bar => Bar("old", bar.Index, bar.Item / top))}</svg>
            """);
    }

    private static IEnumerable<double> Before(ColumnProfile column, ColumnProfile? baseline)
    {
        if (baseline?.Counts is not { } counts)
            return [];
        if (column.Values is not { } values)
            return baseline.Edges is { } edges && column.Edges is { } now && edges.SequenceEqual(now)
                ? Shares(counts, baseline.Rows)
                : [];

        var known = (baseline.Values ?? []).Zip(counts).ToDictionary(pair => pair.First, pair => pair.Second);
        return Shares([.. values.Select(value => known.GetValueOrDefault(value))], baseline.Rows);
    }

    private static IEnumerable<double> Shares(IReadOnlyList<long> counts, long rows) =>
        counts.Select(count => rows == 0 ? 0 : (double)count / rows);

    private static Html Bar(string kind, int index, double share)
    {
        var height = (Height * share).ToString("0.#", CultureInfo.InvariantCulture);
        var y = (Height - (Height * share) + 1).ToString("0.#", CultureInfo.InvariantCulture);
        return Html.Of($"""<rect class="{kind}" x="{(index * Width) + 1}" y="{y}" width="{Width - 2}" height="{height}"/>""");
    }
}
