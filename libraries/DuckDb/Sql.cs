using System.Globalization;

namespace Landfall.DuckDb;

/// <summary>Names and values as SQL text. Names of columns come from outside: never write one without this.</summary>
public static class Sql
{
    /// <summary>An identifier in double quotes.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text in single quotes.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A number that reads back as the same double.</summary>
    public static string Number(double value) => $"CAST('{value.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE)";

    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    /// <summary>The number of edges that lie below a value, by halving: for many rows much faster than comparing with each.</summary>
    /// <param name="value">An expression.</param>
    /// <param name="edges">Ascending.</param>
    /// <param name="below">How an edge compares with a value that it lies below: <c>&lt;</c> or <c>&lt;=</c>.</param>
    public static string Bin(string value, IReadOnlyList<double> edges, string below)
    {
        return Of(0, edges.Count);

        string Of(int first, int last)
        {
            if (first == last)
                return first.ToString(CultureInfo.InvariantCulture);
            var middle = (first + last) / 2;
            return $"CASE WHEN {Number(edges[middle])} {below} {value} THEN {Of(middle + 1, last)} ELSE {Of(first, middle)} END";
        }
    }

    /// <summary>A list of texts in square brackets.</summary>
    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Text))}]";
}
