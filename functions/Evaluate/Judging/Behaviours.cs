using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation.Behaviour;
using Landfall.Domain.Storage;
using Landfall.DuckDb;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>Answers to the behavioural checks, beside what was asked and what the same model said of the rows unchanged.</summary>
internal static class Behaviours
{
    private const int LongestValue = 60;

    /// <summary>Loads rows and answers and insists on one answer for each row.</summary>
    /// <exception cref="BadPredictions">Answers are missing, doubled or unknown.</exception>
    public static void Load(Workbench bench, string asked, string said, CancellationToken cancel)
    {
        foreach (var (table, file) in new[] { ("asked", asked), ("said", said) })
        {
            bench.Run(
                $"CREATE TABLE {table} AS SELECT * FROM read_csv({Sql.Text(file)}, header = true, delim = ',', quote = '\"', "
                + "escape = '\"', all_varchar = true)", cancel);
        }

        var row = bench.Row(
            "SELECT (SELECT count(*) FROM asked a ANTI JOIN said s ON a.\"row\" = s.\"row\"), "
            + "(SELECT count(*) FROM said s ANTI JOIN asked a ON a.\"row\" = s.\"row\"), "
            + "(SELECT count(*) - count(DISTINCT \"row\") FROM said), (SELECT count(*) FROM asked)", cancel);
        var (missing, unknown, twice, all) =
            (Convert.ToInt64(row[0]), Convert.ToInt64(row[1]), Convert.ToInt64(row[2]), Convert.ToInt64(row[3]));
        if (missing + unknown + twice > 0)
        {
            throw new BadPredictions(
                $"of {all:N0} rows of behavioural checks {missing:N0} are unanswered, {twice:N0} answered twice and {unknown:N0} were not asked",
                isChampion: false);
        }
    }

    public static IReadOnlyList<GateSummary> Judge(
        Workbench bench, EvaluateSpec spec, JudgeGround ground, CancellationToken cancel) =>
        [.. spec.Behaviours.Select((check, place) => check.Memory is { } memory
            ? MemoryJudge.Of(check.Name, memory, ground.Memory)
            : BehaviourJudge.Of(check, spec.Task, Rows(bench, check, place, ground.Personal, cancel)))];

    private static List<AskedRow> Rows(
        Workbench bench, BehaviourSpec check, int place, IReadOnlySet<string> personal, CancellationToken cancel)
    {
        var copies = RowCopies.Of(check);
        var columns = copies.SelectMany(copy => copy.Changes).Select(change => change.Column)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var values = columns.SelectMany(column => (string[])[New(column), EvaluationColumns.IsTaken(column) ? "NULL" : Old(column)]);
        var rows = bench.Rows(
            $"SELECT {string.Join(", ", values.Prepend("asked.\"row\", said.label, TRY_CAST(said.score AS DOUBLE), TRY_CAST(said.ms AS DOUBLE), said.problem, candidate.prediction_text, candidate.score"))} "
            + "FROM asked JOIN said ON asked.\"row\" = said.\"row\" LEFT JOIN candidate ON candidate.row = "
            + $"TRY_CAST(split_part(asked.\"row\", '.', 2) AS BIGINT) WHERE split_part(asked.\"row\", '.', 1) = '{place}'", cancel);

        return
        [
            .. from row in rows
               let id = AskedRowId.Parse((string?)row[0])
                   ?? throw new TerminalFailure($"The rows of behavioural checks hold the id '{row[0]}'. Run the data again.")
               orderby id.Row, id.Copy
               group (row, id) by id.Row into asked
               select new AskedRow(asked.Key, check.Cases is null ? Original(asked.First().row) : null,
                   [.. asked.Select(one => new AskedCopy(What(one.row, columns, copies, one.id.Copy, personal), Said(one.row)))]),
        ];
    }

    private static Answer Said(IReadOnlyList<object?> row) =>
        new((string?)row[1] ?? "", row[2] as double?, (string?)row[4] ?? "", row[3] as double?);

    private static Answer Original(IReadOnlyList<object?> row) => new((string?)row[5] ?? "", row[6] as double?);

    private static string New(string column) => $"asked.{Sql.Name(column)}";

    private static string Old(string column) => $"CAST(candidate.{Sql.Name(column)} AS VARCHAR)";

    private static string What(
        IReadOnlyList<object?> row, List<string> columns, IReadOnlyList<RowCopy> copies, int copy, IReadOnlySet<string> personal)
    {
        var changes = copy < copies.Count ? copies[copy].Changes : [];
        return string.Join(", ", changes.Select(change => Words(change, Value(change, 0), Value(change, 1), personal)));

        string Value(ColumnChange change, int which) => (string?)row[7 + (2 * columns.FindIndex(
            column => string.Equals(column, change.Column, StringComparison.OrdinalIgnoreCase))) + which] ?? "none";
    }

    private static string Words(ColumnChange change, string now, string was, IReadOnlySet<string> personal) =>
        change.Kind == ChangeKind.Remove ? $"without {change.Column}"
        : personal.Contains(change.Column) ? $"{change.Column} changed"
        : $"{change.Column} {Short(was)} → {Short(now)}";

    private static string Short(string value) => value.Length > LongestValue ? $"{value[..LongestValue]}…" : value;
}
