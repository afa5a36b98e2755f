using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Tables;

namespace Landfall.Functions.Validate.Labels;

/// <summary>One file of labels, read by DuckDB: a key and a label for each row that has both.</summary>
internal static class LabelTable
{
    private const int MostRows = 500_000;

    /// <param name="folder">Holds the file and nothing else; DuckDB reaches nothing but it.</param>
    /// <returns>Labels in the order of the rows, and what is wrong with the file; null when nothing is.</returns>
    public static (IReadOnlyList<KeyValuePair<string, string>> Labels, string? Problem) Read(
        string folder, LandedFile file, LabelPlan plan, ValidateOptions options, CancellationToken cancel)
    {
        using var bench = Workbench.Open(
            folder, new(options.MemoryMegabytes, options.Threads, Time: options.TimeLimit), cancel);
        bench.Lock(folder, cancel);
        try
        {
            var columns = bench.Rows($"DESCRIBE SELECT * FROM {Texts(file)}", cancel).Select(row => (string)row[0]!).ToList();
            var (label, problem) = Label(bench, plan, columns, cancel);
            if (label is null)
                return ([], problem);
            var needed = plan.JoinOn.Concat(label.Columns).Distinct(StringComparer.Ordinal).ToList();
            if (needed.Where(name => !columns.Contains(name, StringComparer.Ordinal)).ToList() is { Count: > 0 } missing)
            {
                return ([], $"it has no column {string.Join(", ", missing.Select(name => $"'{name}'"))}; expected "
                    + $"{string.Join(", ", plan.JoinOn)} and {Wanted(plan, label)}");
            }

            var source = label.IsColumn ? AsTexts(file, needed) ?? Texts(file) : Typed(file, plan.JoinOn);
            var values = plan.JoinOn.Select(Sql.Name).Append($"({label.Text})").Select(value => $"CAST({value} AS VARCHAR)");
            var rows = bench.Rows($"SELECT {string.Join(", ", values)} FROM {source} LIMIT {MostRows + 1}", cancel);
            return rows.Count > MostRows
                ? ([], $"it has more than {MostRows:N0} rows. Land it in parts")
                : (Keyed(rows, plan.JoinOn.Count), Gaps(rows, plan.JoinOn.Count));
        }
        catch (QueryFailure failure)
        {
            // What DuckDB quotes of a file may be somebody's name, so the place is told and the value is not.
            return ([], $"it cannot be read as {FileForm.Of(file)}: {failure.Message.Split('"', '\'')[0].Trim().TrimEnd('.', ':')}");
        }
    }

    /// <summary>The column of the label's name; where a file has none, what the document computes it from.</summary>
    private static (LabelSource? Label, string? Problem) Label(
        Workbench bench, LabelPlan plan, IReadOnlyList<string> columns, CancellationToken cancel)
    {
        if (plan.Expr is null || columns.Contains(plan.Column, StringComparer.Ordinal))
            return (new(Sql.Name(plan.Column), [plan.Column], IsColumn: true), null);

        var (expression, problem) = SqlExpression.Read(bench, plan.Expr, cancel);
        return expression is null
            ? (null, $"the label '{plan.Expr}' cannot be computed: {problem}")
            : (new(plan.Expr, [.. expression.Columns.Select(name => AsIn(columns, name))], IsColumn: false), null);
    }

    /// <summary>Case does not matter to SQL.</summary>
    private static string AsIn(IReadOnlyList<string> columns, string name) =>
        columns.FirstOrDefault(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase)) ?? name;

    private static string Wanted(LabelPlan plan, LabelSource label) => plan.Expr is null || label.IsColumn
        ? plan.Column
        : $"{plan.Column}, or {string.Join(", ", label.Columns)} for '{plan.Expr}'";

    /// <summary>A row without a label says that it is not known yet.</summary>
    private static List<KeyValuePair<string, string>> Keyed(IReadOnlyList<IReadOnlyList<object?>> rows, int keys) =>
    [
        .. rows.Where(row => !string.IsNullOrEmpty((string?)row[keys]) && row.Take(keys).All(value => value is not null))
            .Select(row => KeyValuePair.Create(JoinKey.Of(row.Take(keys).Select(value => (string)value!)), (string)row[keys]!)),
    ];

    private static string? Gaps(IReadOnlyList<IReadOnlyList<object?>> rows, int keys)
    {
        var gaps = rows.Count(row => row.Take(keys).Any(value => value is null));
        return gaps == 0 ? null : $"{gaps:N0} of {rows.Count:N0} rows lack a value to join on, and were left out";
    }

    /// <summary>Texts as they stand: an id that looks like a number may begin with 0, and what looks like a date may be none.</summary>
    private static string? AsTexts(LandedFile file, IEnumerable<string> columns) => FileForm.Of(file) == DataFormat.Jsonl
        ? $"read_json({Sql.List([file.Path])}, format = 'newline_delimited', columns = {{"
            + $"{string.Join(", ", columns.Distinct().Select(name => $"{Sql.Text(name)}: 'VARCHAR'"))}}})"
        : null;

    private static string Texts(LandedFile file) => FileForm.Of(file) == DataFormat.Csv
        ? $"read_csv({Sql.List([file.Path])}, header = true, all_varchar = true, sample_size = -1)"
        : FileForm.Reader(FileForm.Of(file)!.Value, [file]);

    /// <summary>Values as what they look like, so that they can be computed with; in CSV the keys stay texts.</summary>
    private static string Typed(LandedFile file, IReadOnlyList<string> keys) => FileForm.Of(file) == DataFormat.Csv
        ? $"read_csv({Sql.List([file.Path])}, header = true, sample_size = -1, types = {{"
            + $"{string.Join(", ", keys.Select(name => $"{Sql.Text(name)}: 'VARCHAR'"))}}})"
        : FileForm.Reader(FileForm.Of(file)!.Value, [file]);

    /// <param name="Text">SQL over the file's columns.</param>
    private sealed record LabelSource(string Text, IReadOnlyList<string> Columns, bool IsColumn);
}
