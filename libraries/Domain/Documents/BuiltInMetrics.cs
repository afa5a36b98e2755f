using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents;

/// <summary>The metrics every evaluation computes by itself, per task.</summary>
public static class BuiltInMetrics
{
    private static readonly string[] Binary =
    [
        "auc", "accuracy", "precision", "recall", "f1", "logLoss", "brier", "falsePositiveRate", "falseNegativeRate",
        "positiveRate", "calibrationError",
    ];

    private static readonly string[] Multiclass = ["accuracy", "macroF1"];
    private static readonly string[] Regression = ["rmse", "mae", "r2"];
    private static readonly string[] Ranking = ["ndcg", "mrr"];

    private static readonly HashSet<string> LowerIsBetter =
        new(
            ["logLoss", "brier", "falsePositiveRate", "falseNegativeRate", "calibrationError", "rmse", "mae"],
            StringComparer.Ordinal);

    /// <summary>The names for a task.</summary>
    public static IReadOnlyList<string> Of(ModelTask task) => task switch
    {
        ModelTask.Binary => Binary,
        ModelTask.Multiclass => Multiclass,
        ModelTask.Regression => Regression,
        _ => Ranking,
    };

    /// <summary>Whether more or less is better for a built-in metric.</summary>
    public static BetterDirection BetterOf(string metric) =>
        LowerIsBetter.Contains(metric) ? BetterDirection.Lower : BetterDirection.Higher;
}
