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
            var source = Source(file);
            var columns = bench.Rows($"DESCRIBE SELECT * FROM {source}", cancel).Select(row => (string)row[0]!).ToList();
            string[] wanted = [.. plan.JoinOn, plan.Column];
            if (wanted.Where(name => !columns.Contains(name, StringComparer.Ordinal)).ToList() is { Count: > 0 } missing)
            {
                return ([], $"it has no column {string.Join(", ", missing.Select(name => $"'{name}'"))}; expected "
                    + $"{string.Join(", ", wanted)}");
            }

            var texts = wanted.Select(name => $"CAST({Sql.Name(name)} AS VARCHAR)");
            var rows = bench.Rows($"SELECT {string.Join(", ", texts)} FROM {AsTexts(file, wanted) ?? source} LIMIT {MostRows + 1}", cancel);
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

    private static string Source(LandedFile file)
    {
        var form = FileForm.Of(file)!.Value;
        var path = Sql.List([file.Path]);
        return form == DataFormat.Csv
            ? $"read_csv({path}, header = true, all_varchar = true, sample_size = -1)"
            : FileForm.Reader(form, [file]);
    }
}
