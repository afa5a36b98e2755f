using System.Globalization;
using System.Text.RegularExpressions;
using Landfall.Contracts.Documents;
using Landfall.DuckDb.Profiles;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Inference;

/// <param name="Notes">What a person should look at before trusting it, a sentence each.</param>
public sealed record InferredContract(ContractSpec Contract, IReadOnlyList<string> Notes);

/// <summary>
/// A first contract from data: what held for every row seen, with headroom where the next dataset will surely differ. It
/// is a proposal: data shows what was, and only those who deliver it know what must be.
/// </summary>
public static partial class ContractInference
{
    /// <summary>Up to so many different texts, each seen often, are taken for a closed list.</summary>
    public const int MostValues = 30;

    private const int LeastRowsPerValue = 20;

    public static InferredContract Of(
        Workbench bench, DatasetTable table, DatasetProfile profile, CancellationToken cancel)
    {
        var columns = new List<ColumnSpec>();
        var notes = new List<string>();
        foreach (var column in table.Columns)
            columns.Add(Column(bench, table, column, profile.Find(column.Name)!, notes, cancel));

        var rows = new RowsSpec(Min: Math.Max(1, table.Rows / 2));
        notes.Add($"rows: at least {rows.Min:N0}, half of the {table.Rows:N0} seen; say what a short delivery is.");
        return new(new(columns, rows), notes);
    }

    private static ColumnSpec Column(
        Workbench bench, DatasetTable table, DataColumn column, ColumnProfile profile, List<string> notes,
        CancellationToken cancel)
    {
        var spec = new ColumnSpec(column.Name, column.Type, Nullable: profile.Nulls > 0);
        if (profile.Nulls == profile.Rows)
        {
            notes.Add($"{column.Name}: not one value was seen; its type is a guess.");
            return spec;
        }

        if (column.IsNumber && profile.Quantiles is [var least, .., var greatest])
        {
            spec = spec with { Min = Headroom.Below(least), Max = Headroom.Above(greatest) };
            notes.Add($"{column.Name}: {Plain(least)} to {Plain(greatest)} was seen, {Plain(spec.Min.Value)} to {Plain(spec.Max.Value)} is allowed.");
        }
        else if (column.Type == ColumnType.String)
        {
            spec = Text(bench, table, column, profile, spec, notes, cancel);
        }

        return IsKey(bench, table, column, profile, cancel) ? spec with { Unique = true } : spec;
    }

    /// <summary>A closed list, or a pattern that all values share, or free text.</summary>
    private static ColumnSpec Text(
        Workbench bench, DatasetTable table, DataColumn column, ColumnProfile profile, ColumnSpec spec, List<string> notes,
        CancellationToken cancel)
    {
        if (TextForm.Shared(bench, table, column, cancel) is { } form)
        {
            notes.Add($"{column.Name}: every value is {form.Words}.");
            return form.IsPersonal
                ? spec with { Regex = form.Regex, Tags = [ColumnSpec.Personal] }
                : spec with { Regex = form.Regex };
        }

        if (PersonalName().IsMatch(column.Name))
        {
            notes.Add($"{column.Name}: its name sounds personal; it is tagged so, remove the tag if it is not.");
            return spec with { Tags = [ColumnSpec.Personal] };
        }

        if (profile.Values is { Count: > 0 and <= MostValues } values && profile.Distinct <= MostValues
            && profile.Rows >= values.Count * LeastRowsPerValue)
        {
            notes.Add($"{column.Name}: {values.Count} different values in {profile.Rows:N0} rows; a new one would fail the check.");
            return spec with { Domain = [.. values.Order(StringComparer.Ordinal)] };
        }

        return spec;
    }

    /// <summary>The cheap count says whether the exact one is worth it.</summary>
    private static bool IsKey(
        Workbench bench, DatasetTable table, DataColumn column, ColumnProfile profile, CancellationToken cancel) =>
        column.Type is ColumnType.Integer or ColumnType.String && profile.Nulls == 0 && profile.Rows >= 100
        && profile.Distinct >= 0.9 * profile.Rows
        && bench.Count($"SELECT count(DISTINCT {column.Quoted}) FROM {Sql.Name(table.Name)}", cancel) == profile.Rows;

    private static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    [GeneratedRegex("(^|_)(e?mail|phone|surname|firstname|lastname|full_?name|ssn|iban|birth|address)", RegexOptions.IgnoreCase)]
    private static partial Regex PersonalName();
}
