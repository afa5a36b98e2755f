namespace Landfall.Contracts.Documents;

/// <summary>How far live predictions may drift from what the same version predicted on its holdout.</summary>
public sealed record PredictionDriftSpec(
    [Field("The largest population stability index of a window.", Range = "0.01..10")]
    double Psi = 0.25,
    [Field("Predictions that a window must have before it is judged.", Unit = "predictions", Range = "1..1000000000")]
    int MinSamples = 500,
    [Field("How many windows in a row must be above it before anything happens, and calm before it is over.", Unit = "windows",
        Range = "1..100")]
    int Consecutive = 3);
