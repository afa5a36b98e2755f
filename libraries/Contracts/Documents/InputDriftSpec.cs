namespace Landfall.Contracts.Documents;

/// <summary>How far live inputs may drift from the data that the version was trained on, column by column.</summary>
public sealed record InputDriftSpec(
    [Field("The largest population stability index of a column in a window.", Range = "0.01..10")]
    double Psi = 0.25,
    [Field("Rows that a window must have before it is judged.", Unit = "rows", Range = "1..1000000000")]
    int MinSamples = 500,
    [Field("How many windows in a row must have a column above it before anything happens, and none before it is over.", Unit = "windows",
        Range = "1..100")]
    int Consecutive = 3);
