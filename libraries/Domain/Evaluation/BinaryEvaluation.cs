using Landfall.Domain.Evaluation.Measures;

namespace Landfall.Domain.Evaluation;

/// <summary>Evaluates a model that says yes or no.</summary>
public static class BinaryEvaluation
{
    private static readonly Metric<BinaryRows>[] Metrics =
    [
        new("auc", 0, 1, Auc.Of),
        new("accuracy", 0, 1, rows => Rates.Of(rows, (y, p) => y == p, (_, _) => true, "there are no rows")),
        new("precision", 0, 1, rows => Rates.Of(rows, (y, p) => y == 1, (_, p) => p == 1, "nothing was predicted positive")),
        new("recall", 0, 1, rows => Rates.Of(rows, (_, p) => p == 1, (y, _) => y == 1, "no row is positive")),
        new("f1", 0, 1, F1.Of),
        new("logLoss", 0, double.PositiveInfinity, ProbabilityLoss.Log),
        new("brier", 0, 1, ProbabilityLoss.Brier),
        new("falsePositiveRate", 0, 1, rows => Rates.Of(rows, (_, p) => p == 1, (y, _) => y == 0, "no row is negative")),
        new("falseNegativeRate", 0, 1, rows => Rates.Of(rows, (_, p) => p == 0, (y, _) => y == 1, "no row is positive")),
        new("positiveRate", 0, 1, rows => Rates.Of(rows, (_, p) => p == 1, (_, _) => true, "there are no rows")),
        new("calibrationError", 0, 1, CalibrationError.Of),
    ];

    /// <summary>
    /// All metrics of the candidate, of the champion on the same rows, and their paired differences, for the whole
    /// holdout and for each value of each slice column. O(n log n).
    /// </summary>
    /// <param name="candidate">The candidate's predictions.</param>
    /// <param name="champion">The champion's on the same rows in the same order; null for a first version.</param>
    /// <param name="slices">Columns whose values are looked at one by one.</param>
    /// <param name="confidence">Of the two-sided intervals, such as 0.95.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value cannot be, or the labels of candidate and
    /// champion are not those of the same rows.</exception>
    public static EvaluationReport Of(
        BinaryRows candidate, BinaryRows? champion = null, IReadOnlyList<SliceColumn>? slices = null,
        double confidence = 0.95) =>
        ReportBuilder.Of(Metrics, candidate, champion, slices ?? [], confidence);
}
