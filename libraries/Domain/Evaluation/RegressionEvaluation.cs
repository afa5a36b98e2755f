using Landfall.Domain.Evaluation.Measures;

namespace Landfall.Domain.Evaluation;

/// <summary>Evaluates a model of a number.</summary>
public static class RegressionEvaluation
{
    private static readonly Metric<RegressionRows>[] Metrics =
    [
        new("rmse", 0, double.PositiveInfinity, Residuals.RootMeanSquare),
        new("mae", 0, double.PositiveInfinity, Residuals.MeanAbsolute),
        new("r2", double.NegativeInfinity, 1, Residuals.Determination),
    ];

    /// <summary>As <see cref="BinaryEvaluation.Of"/>, with the metrics of this task.</summary>
    /// <exception cref="ArgumentException">Columns differ in length, a value is not finite, or the labels of candidate
    /// and champion are not those of the same rows.</exception>
    public static EvaluationReport Of(
        RegressionRows candidate, RegressionRows? champion = null, IReadOnlyList<SliceColumn>? slices = null,
        double confidence = 0.95) =>
        ReportBuilder.Of(Metrics, candidate, champion, slices ?? [], confidence);
}
