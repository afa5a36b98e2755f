using Landfall.Domain.Evaluation.Measures;

namespace Landfall.Domain.Evaluation;

/// <summary>Evaluates a model that puts the rows of a query in order.</summary>
public static class RankingEvaluation
{
    private static readonly Metric<RankingRows>[] Metrics =
    [
        new("ndcg", 0, 1, DiscountedGain.Of),
        new("mrr", 0, 1, ReciprocalRank.Of),
    ];

    /// <summary>As <see cref="BinaryEvaluation.Of"/>, with the metrics of this task. Support counts queries.</summary>
    /// <exception cref="ArgumentException">Columns differ in length, a value cannot be, or the labels of candidate and
    /// champion are not those of the same rows.</exception>
    public static EvaluationReport Of(
        RankingRows candidate, RankingRows? champion = null, IReadOnlyList<SliceColumn>? slices = null,
        double confidence = 0.95) =>
        ReportBuilder.Of(Metrics, candidate, champion, slices ?? [], confidence);
}
