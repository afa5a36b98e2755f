using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Watching.Quality;

/// <summary>A metric of live predictions, computed as an evaluation computes it on a holdout.</summary>
internal static class LiveMetric
{
    /// <exception cref="ArgumentException">The task has no such metric.</exception>
    public static MetricValue Of(ModelTask task, string metric, IReadOnlyList<LabelledRow> rows)
    {
        var report = task switch
        {
            ModelTask.Binary => BinaryEvaluation.Of(Binary(rows)),
            ModelTask.Multiclass => MulticlassEvaluation.Of(
                new([.. rows.Select(row => row.Truth)], [.. rows.Select(row => row.Row.Prediction)])),
            ModelTask.Regression => RegressionEvaluation.Of(
                new([.. rows.Select(row => Number(row.Truth))], [.. rows.Select(row => Number(row.Row.Prediction))])),
            _ => throw new ArgumentException($"Live quality is not judged for the task {task}.", nameof(task)),
        };
        return report.Metrics.FirstOrDefault(known => known.Name == metric)
            ?? throw new ArgumentException($"There is no metric '{metric}' of the task {task}.", nameof(metric));
    }

    private static BinaryRows Binary(IReadOnlyList<LabelledRow> rows) => new(
        [.. rows.Select(row => row.Truth == "1" ? 1 : 0)],
        [.. rows.Select(row => row.Row.Prediction == "1" ? 1 : 0)],
        rows.All(row => row.Row.Score is { } score && double.IsFinite(score)) ? [.. rows.Select(row => row.Row.Score!.Value)] : null);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
