using Landfall.Domain.Evaluation.Measures;

namespace Landfall.Domain.Evaluation;

/// <summary>Evaluates a model that chooses one of several classes.</summary>
public static class MulticlassEvaluation
{
    private static readonly Metric<MulticlassRows>[] Metrics =
    [
        new("accuracy", 0, 1, Accuracy),
        new("macroF1", 0, 1, MacroF1.Of),
    ];

    /// <summary>As <see cref="BinaryEvaluation.Of"/>, with the metrics of this task.</summary>
    /// <exception cref="ArgumentException">Columns differ in length, a value cannot be, or the labels of candidate and
    /// champion are not those of the same rows.</exception>
    public static EvaluationReport Of(
        MulticlassRows candidate, MulticlassRows? champion = null, IReadOnlyList<SliceColumn>? slices = null,
        double confidence = 0.95) =>
        ReportBuilder.Of(Metrics, candidate, champion, slices ?? [], confidence);

    private static Measured Accuracy(MulticlassRows rows) =>
        Rates.Of(rows.Count, i => rows.Labels[i] == rows.Predicted[i], _ => true, "there are no rows");
}
