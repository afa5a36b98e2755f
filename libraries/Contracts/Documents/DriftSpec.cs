namespace Landfall.Contracts.Documents;

/// <summary>How far new data may drift from a baseline, per column.</summary>
public sealed record DriftSpec(
    [Field("What the new data is compared with.")]
    DriftBaseline Against,
    [Field("The largest population stability index of a column.", Range = "0.01..10")]
    double Psi,
    [Field("The largest Kolmogorov-Smirnov distance of a numeric column.", Range = "0.01..1")]
    double Ks);
