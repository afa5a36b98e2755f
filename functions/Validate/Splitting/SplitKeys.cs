using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Tables;

namespace Landfall.Functions.Validate.Splitting;

/// <summary>
/// The specified hash by which rows are chosen: SHA-256 of the columns' texts, sorted by name, joined by U+001F, with
/// U+001E for a missing value. Anyone can compute it again; no engine's own hash is used.
/// </summary>
internal static class SplitKeys
{
    private const int Digits = 13;

    public static string Hash(IEnumerable<string> columns) =>
        $"sha256(concat_ws(chr(31), {string.Join(", ", columns.Order(StringComparer.Ordinal).Select(Text))}))";

    /// <summary>Whether the first 13 hexadecimal digits, as a fraction of 16^13, are below a share.</summary>
    public static string IsBelow(string hash, double share)
    {
        var bound = (long)Math.Floor(share * Math.Pow(16, Digits));
        return $"substr({hash}, 1, {Digits}) < '{bound.ToString("x13", CultureInfo.InvariantCulture)}'";
    }

    /// <summary>The columns whose hash chooses; for a split by time the whole row, which settles ties.</summary>
    public static IReadOnlyList<string> Columns(SplitSpec split, DatasetTable table) => split switch
    {
        { Group: { } group } => [group],
        { Hash: { } hash } when !hash.Contains("*") => hash,
        _ => [.. table.Columns.Select(c => c.Name)],
    };

    private static string Text(string column) => $"coalesce(CAST({Sql.Name(column)} AS VARCHAR), chr(30))";
}
