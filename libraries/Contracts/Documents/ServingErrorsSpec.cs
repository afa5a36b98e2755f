namespace Landfall.Contracts.Documents;

/// <summary>How many requests of the champion may fail.</summary>
public sealed record ServingErrorsSpec(
    [Field("The largest share of failed observations of a window.", Range = "0.0001..1")]
    double Max = 0.05,
    [Field("Observations that a window must have before it is judged.", Unit = "observations", Range = "1..1000000000")]
    int MinSamples = 100,
    [Field("How many windows in a row must be above it before anything happens, and calm before it is over.", Unit = "windows",
        Range = "1..100")]
    int Consecutive = 3);
