using Landfall.Contracts.Documents;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Checks;

/// <summary>What is to be predicted, as SQL over a loaded table.</summary>
/// <param name="Value">An expression: 0 or 1 for binary, a text for multiclass, else a number; null where it is unknown.</param>
/// <param name="Sources">Columns that give the label away: no trainer and no server sees them.</param>
public sealed record LabelColumn(string Name, string Value, ColumnType Type, IReadOnlyList<string> Sources);

/// <summary>The label must be computable and worth learning.</summary>
public static class LabelCheck
{
    /// <returns>Null when there is no label.</returns>
    public static LabelColumn? Run(
        Workbench bench, DatasetTable table, LabelSpec spec, ModelTask task, CheckList checks, CancellationToken cancel)
    {
        if (spec.Expr is null && table.Find(spec.Name) is null)
        {
            checks.FailForGood("label", $"There is no column {spec.Name} to be the label. Name one in label.name or write label.expr.");
            return null;
        }

        var text = spec.Expr ?? Sql.Name(spec.Name);
        var (expression, problem) = SqlExpression.Read(bench, text, cancel);
        if (expression is null)
        {
            checks.FailForGood("label", $"The label '{text}' cannot be computed: {problem}.");
            return null;
        }

        var label = new LabelColumn(spec.Name, Value(text, task), TypeOf(task), Sources(table, spec, expression));
        try
        {
            Judge(bench, table, text, label, task, checks, cancel);
            return label;
        }
        catch (QueryFailure failure)
        {
            checks.FailForGood("label", $"The label '{text}' cannot be computed: {failure.Message.TrimEnd('.')}.");
            return null;
        }
    }

    private static void Judge(
        Workbench bench, DatasetTable table, string text, LabelColumn label, ModelTask task, CheckList checks,
        CancellationToken cancel)
    {
        var strange = task switch
        {
            ModelTask.Binary => $"lower(CAST(({text}) AS VARCHAR)) NOT IN ('0', '1', 'true', 'false')",
            ModelTask.Ranking => $"({text}) IS NOT NULL AND coalesce({label.Value} NOT BETWEEN 0 AND 30, true)",
            ModelTask.Regression => $"({text}) IS NOT NULL AND NOT coalesce(isfinite({label.Value}), false)",
            _ => $"({text}) IS NOT NULL AND {label.Value} IS NULL",
        };
        var row = bench.Row(
            $"SELECT count({label.Value}), count(DISTINCT {label.Value}), count(*) FILTER (WHERE {strange}), "
            + $"{(task == ModelTask.Binary ? $"sum({label.Value})" : "0")} FROM {Sql.Name(table.Name)}", cancel);
        var (known, classes, odd) = (Convert.ToInt64(row[0]), Convert.ToInt64(row[1]), Convert.ToInt64(row[2]));
        var positive = row[3] is System.Numerics.BigInteger big ? (long)big : Convert.ToInt64(row[3] ?? 0L);

        if (odd > 0)
            checks.FailForGood("label", $"{ColumnChecks.Share(odd, table.Rows)} have a label that is not {Expected(task)}.", label.Name);
        else if (known == 0)
            checks.FailForGood("label", "No row has a label.", label.Name);
        else if (classes < 2)
            checks.FailForGood("label", $"All {known:N0} labels are the same: there is nothing to learn.", label.Name);
        else if (task == ModelTask.Binary)
            checks.Pass("label", $"{ColumnChecks.Share(positive, known)} are {label.Name}.", label.Name);
        else
            checks.Pass("label", $"{known:N0} rows have a label, {classes:N0} of them different.", label.Name);

        if (known > 0 && known < table.Rows)
            checks.Warn("label missing", $"{ColumnChecks.Share(table.Rows - known, table.Rows)} have no label and are left out.", label.Name);
    }

    private static string Value(string text, ModelTask task) => task switch
    {
        ModelTask.Binary => $"CAST(TRY_CAST(({text}) AS BOOLEAN) AS INTEGER)",
        ModelTask.Multiclass => $"CAST(({text}) AS VARCHAR)",
        _ => $"TRY_CAST(({text}) AS DOUBLE)",
    };

    private static ColumnType TypeOf(ModelTask task) => task switch
    {
        ModelTask.Binary => ColumnType.Integer,
        ModelTask.Multiclass => ColumnType.String,
        _ => ColumnType.Number,
    };

    private static string Expected(ModelTask task) =>
        task switch
        {
            ModelTask.Binary => "true or false, 0 or 1",
            ModelTask.Ranking => "a grade from 0 to 30",
            _ => "a finite number",
        };

    private static List<string> Sources(DatasetTable table, LabelSpec spec, SqlExpression expression) =>
    [
        .. table.Columns.Select(c => c.Name).Where(name =>
            expression.Columns.Append(spec.Name).Contains(name, StringComparer.OrdinalIgnoreCase)),
    ];
}
