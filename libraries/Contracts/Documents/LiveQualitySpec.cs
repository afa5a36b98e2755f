namespace Landfall.Contracts.Documents;

/// <summary>How much worse than on its holdout a champion may do, judged by labels that arrive later.</summary>
public sealed record LiveQualitySpec(
    [Field("A built-in metric of the task.", MaxLength = 100)]
    string Metric,
    [Field("By how much it may be worse than on the holdout, in the metric's own unit.", Range = "0.0001..1000000000")]
    double MaxDrop = 0.05,
    [Field("Predictions with a label that a window must have before it is judged.", Unit = "predictions", Range = "30..10000")]
    int MinSamples = 500,
    [Field("How many windows in a row must be worse before anything happens, and good before it is over.", Unit = "windows",
        Range = "1..100")]
    int Consecutive = 2);
