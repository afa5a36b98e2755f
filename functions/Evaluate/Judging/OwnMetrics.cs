using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation;
using Landfall.DuckDb;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>
/// The pipeline's own metrics: one SQL aggregate each over the columns, <c>label</c>, <c>prediction</c> and
/// <c>score</c>. What cannot be computed is undefined, and a gate on it asks a person.
/// </summary>
internal static class OwnMetrics
{
    public static EvaluationReport Add(
        EvaluationReport report, Workbench bench, EvaluateSpec spec, bool hasChampion, CancellationToken cancel)
    {
        foreach (var metric in spec.Metrics)
        {
            report = report.With(
                metric, Value(bench, metric.Sql, "candidate", spec.Task, cancel),
                hasChampion ? Value(bench, metric.Sql, "champion", spec.Task, cancel) : null);
        }

        return report;
    }

    private static double? Value(Workbench bench, string sql, string table, ModelTask task, CancellationToken cancel)
    {
        var (expression, _) = SqlExpression.Read(bench, sql, cancel);
        if (expression is null)
            return null;

        var type = task switch { ModelTask.Binary => "BOOLEAN", ModelTask.Multiclass => "VARCHAR", _ => "DOUBLE" };
        var prediction = $"TRY_CAST(prediction_text AS {type})";
        if (task == ModelTask.Binary)
            prediction = $"CAST({prediction} AS INTEGER)";
        try
        {
            return bench.Row(
                $"SELECT TRY_CAST(({sql}) AS DOUBLE) FROM (SELECT *, {prediction} AS prediction FROM {table})", cancel)[0] as double?;
        }
        catch (QueryFailure)
        {
            // The report then says that the expression gave no number; a gate on it is not passed.
            return null;
        }
    }
}
