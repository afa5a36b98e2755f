namespace Landfall.Contracts.Documents;

/// <summary>Which rows are kept from the trainer.</summary>
public sealed record HoldoutSpec(
    [Field("The share of rows held out.", Range = "0.01..0.9")]
    double Fraction,
    [Field("How rows are chosen: exactly one of hash, group, time.")]
    SplitSpec Split);
