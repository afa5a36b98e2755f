using Landfall.Domain.Evaluation;
using Landfall.DuckDb;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>Predictions of one model joined with the labels: the table <c>candidate</c> or <c>champion</c>.</summary>
internal static class Answers
{
    /// <summary>Loads a predictions file as text and insists on one answer for each row of the holdout.</summary>
    /// <exception cref="BadPredictions">It is no such file, or rows are missing, doubled or unknown.</exception>
    public static void Load(Workbench bench, string table, string file, CancellationToken cancel)
    {
        var isChampion = table == "champion";
        try
        {
            bench.Run(
                $"CREATE TABLE {table}_file AS SELECT CASE WHEN regexp_full_match(\"row\", '[0-9]{{1,18}}') "
                + $"THEN CAST(\"row\" AS BIGINT) END AS \"row\", label AS text, "
                + $"TRY_CAST(score AS DOUBLE) AS score, score AS score_text FROM read_csv({Sql.Text(file)}, header = true, "
                + "delim = ',', quote = '\"', escape = '\"', all_varchar = true)", cancel);
        }
        catch (QueryFailure failure)
        {
            throw new BadPredictions($"its predictions cannot be read: {failure.Message.TrimEnd('.')}", isChampion);
        }

        var row = bench.Row(
            $"SELECT (SELECT count(*) FROM labels l ANTI JOIN {table}_file p ON l.row = p.row), "
            + $"(SELECT count(*) FROM {table}_file p ANTI JOIN labels l ON l.row = p.row), "
            + $"(SELECT count(*) - count(DISTINCT \"row\") FROM {table}_file), (SELECT count(*) FROM labels)", cancel);
        var (missing, unknown, twice, all) =
            (Convert.ToInt64(row[0]), Convert.ToInt64(row[1]), Convert.ToInt64(row[2]), Convert.ToInt64(row[3]));
        if (missing + unknown + twice > 0)
        {
            throw new BadPredictions(
                $"of {all:N0} rows it left {missing:N0} unanswered, answered {twice:N0} twice and {unknown:N0} it was not asked",
                isChampion);
        }

        bench.Run(
            $"CREATE TABLE {table} AS SELECT l.*, p.text AS prediction_text, p.score, p.score_text FROM labels l "
            + $"JOIN {table}_file p ON l.row = p.row ORDER BY l.row", cancel);
    }

    public static BinaryRows Binary(Workbench bench, string table, CancellationToken cancel)
    {
        var rows = Read(bench, table, "CAST(TRY_CAST(prediction_text AS BOOLEAN) AS INTEGER)", cancel);
        var scores = Scores(rows, table);
        return new(
            [.. rows.Select(row => Convert.ToInt32(row[1]))],
            [.. rows.Select(row => Convert.ToInt32(row[2] ?? throw Wrong(row, table, "label", row[4], "0 or 1")))],
            scores);
    }

    public static MulticlassRows Multiclass(Workbench bench, string table, CancellationToken cancel)
    {
        var rows = Read(bench, table, "prediction_text", cancel);
        return new(
            [.. rows.Select(row => Convert.ToString(row[1])!)],
            [.. rows.Select(row => (string?)row[2] ?? throw Wrong(row, table, "label", row[4], "a class"))]);
    }

    public static RegressionRows Regression(Workbench bench, string table, CancellationToken cancel)
    {
        var rows = Read(bench, table, "TRY_CAST(prediction_text AS DOUBLE)", cancel);
        return new(
            [.. rows.Select(row => Convert.ToDouble(row[1]))],
            [.. rows.Select(row => row[2] is double value && double.IsFinite(value)
                ? value
                : throw Wrong(row, table, "label", row[4], "a finite number"))]);
    }

    /// <param name="query">The column that says which rows are put in order together.</param>
    public static RankingRows Ranking(Workbench bench, string table, string query, CancellationToken cancel)
    {
        var rows = Read(bench, table, $"CAST({Sql.Name(query)} AS VARCHAR)", cancel);
        return new(
            [.. rows.Select(row => Convert.ToDouble(row[1]))],
            [.. rows.Select(row => Score(row, table))],
            [.. rows.Select(row => (string?)row[2])]);
    }

    private static IReadOnlyList<IReadOnlyList<object?>> Read(
        Workbench bench, string table, string third, CancellationToken cancel) => bench.Rows(
        $"SELECT row, label, {third}, score, prediction_text, score_text FROM {table} ORDER BY row", cancel);

    /// <summary>Scores for all rows or for none.</summary>
    private static double[]? Scores(IReadOnlyList<IReadOnlyList<object?>> rows, string table) =>
        rows.All(row => string.IsNullOrEmpty((string?)row[5]))
            ? null
            : [.. rows.Select(row => Score(row, table))];

    private static double Score(IReadOnlyList<object?> row, string table) =>
        row[3] is double score && double.IsFinite(score) ? score : throw Wrong(row, table, "score", row[5], "a finite number");

    private static BadPredictions Wrong(
        IReadOnlyList<object?> row, string table, string what, object? value, string expected) => new(
        $"its {what} for row {row[0]} is '{value}', expected {expected}", table == "champion");
}
