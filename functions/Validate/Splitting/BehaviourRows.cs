using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation.Behaviour;
using Landfall.DuckDb;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Tables;

namespace Landfall.Functions.Validate.Splitting;

/// <summary>
/// The rows that behavioural checks ask about, as SQL over the table <c>asked</c>: copies of rows of the holdout, chosen by
/// the specified hash of check and row, and the cases of the document. The same data gives the same rows.
/// </summary>
/// <param name="features">What a server is told, in the order of the file.</param>
internal sealed class BehaviourRows(IReadOnlyList<DataColumn> features)
{
    private const string Check = "\"landfall:check\"";
    private const string At = "\"landfall:at\"";
    private const string Copy = "\"landfall:copy\"";

    /// <summary>Neither the label nor a column that gives it away can be asked about.</summary>
    public static BehaviourRows Of(DatasetTable table, LabelColumn label) =>
        new([.. table.Columns.Where(column => !label.Sources.Contains(column.Name))]);

    /// <returns>A query with the columns <c>row</c> and the features, in order; null when nothing is asked.</returns>
    public string? Query(IReadOnlyList<BehaviourSpec> checks)
    {
        var parts = checks.SelectMany((check, i) => check.Cases is { } cases
            ? cases.Select((one, at) => Case(one, i, at))
            : Copies(check, i)).ToList();
        var comma = features.Count > 0 ? ", " : "";
        return parts.Count == 0
            ? null
            : $"SELECT row{comma}{Sql.Names(features.Select(c => c.Name))} FROM ({string.Join(" UNION ALL ", parts)}) "
                + $"ORDER BY {Check}, {At}, {Copy}";
    }

    private IEnumerable<string> Copies(BehaviourSpec check, int place)
    {
        var copies = RowCopies.Of(check).Select(copy => copy.Changes.ToDictionary(
            change => Column(change.Column).Name, change => Changed(Column(change.Column), change))).ToList();
        var conditions = copies.Select(Differs).ToList();
        var chosen = $"SELECT * FROM asked WHERE {string.Join(" OR ", conditions)} "
            + $"ORDER BY sha256(concat({Sql.Text(check.Name)}, chr(31), {Sql.Name(Holdout.RowName)})), asked.row LIMIT {check.Rows}";
        return copies.Select((changed, copy) => Row(
            features.Select(column => changed.GetValueOrDefault(column.Name) ?? column.Quoted),
            $"'{place}.' || CAST(row AS VARCHAR) || '.{copy}'", (place, "row", copy)) + $" FROM ({chosen}) WHERE {conditions[copy]}");
    }

    private string Case(CaseSpec one, int place, int at)
    {
        var given = one.Given.ToDictionary(pair => Column(pair.Key).Name, pair => pair.Value);
        return Row(
            features.Select(column => given.TryGetValue(column.Name, out var text)
                ? $"CAST({Sql.Text(text)} AS {column.SqlType})" : $"CAST(NULL AS {column.SqlType})"),
            $"'{new AskedRowId(place, at, 0)}'", (place, $"{at}", 0));
    }

    private string Row(IEnumerable<string> values, string id, (int Check, string At, int Copy) place)
    {
        var columns = values.Zip(features, (value, column) => $"{value} AS {column.Quoted}")
            .Prepend($"{id} AS row").Append($"{place.Check} AS {Check}").Append($"{place.At} AS {At}").Append($"{place.Copy} AS {Copy}");
        return $"SELECT {string.Join(", ", columns)}";
    }

    /// <summary>A copy is asked about when it can be made and is another row than the one it was made of.</summary>
    private string Differs(Dictionary<string, string> changed)
    {
        if (changed.Count == 0)
            return "true";
        var differs = changed.Select(pair => $"{pair.Value} IS DISTINCT FROM {Sql.Name(pair.Key)}");
        var exists = changed.Where(pair => !pair.Value.StartsWith("CAST(NULL", StringComparison.Ordinal)).Select(pair => $"{pair.Value} IS NOT NULL");
        return $"({string.Join(" AND ", exists.Prepend($"({string.Join(" OR ", differs)})"))})";
    }

    private static string Changed(DataColumn column, ColumnChange change) => change.Kind switch
    {
        ChangeKind.Remove => $"CAST(NULL AS {column.SqlType})",
        ChangeKind.Set => $"CAST({Sql.Text(change.Text)} AS {column.SqlType})",
        _ => $"TRY_CAST(CAST({column.Quoted} AS DOUBLE) {(change.Kind == ChangeKind.Add ? '+' : '*')} "
            + $"{Sql.Number(change.Number)} AS {column.SqlType})",
    };

    private DataColumn Column(string name) =>
        features.First(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first thing in the checks that this data cannot give; null when all of it can be asked.</summary>
    public string? Problem(Workbench bench, IReadOnlyList<BehaviourSpec> checks, CancellationToken cancel)
    {
        foreach (var check in checks)
        {
            var changes = RowCopies.Of(check).SelectMany(copy => copy.Changes)
                .Concat((check.Cases ?? []).SelectMany(one => one.Given.Select(pair => new ColumnChange(pair.Key, ChangeKind.Set, pair.Value))));
            foreach (var change in changes)
            {
                if (Problem(bench, change, cancel) is { } problem)
                    return $"The behavioural check '{check.Name}' cannot be asked: {problem}.";
            }
        }

        return null;
    }

    private string? Problem(Workbench bench, ColumnChange change, CancellationToken cancel)
    {
        if (features.FirstOrDefault(c => string.Equals(c.Name, change.Column, StringComparison.OrdinalIgnoreCase)) is not { } column)
            return $"{change.Column} is no column that a server is told";
        if (change.Kind is ChangeKind.Add or ChangeKind.Times)
            return column.IsNumber ? null : $"{column.Name} is no number";
        var isOfType = change.Kind == ChangeKind.Remove
            || bench.Row($"SELECT TRY_CAST({Sql.Text(change.Text)} AS {column.SqlType}) IS NOT NULL", cancel)[0] is true;
        return isOfType ? null : string.Create(
            CultureInfo.InvariantCulture, $"{(column.IsPersonal ? "a value" : $"'{change.Text}'")} of {column.Name} is no {column.TypeWord}");
    }
}
