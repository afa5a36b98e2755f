namespace Landfall.Contracts.Documents;

/// <summary>Inclusive limits of a score; either may be left out.</summary>
public sealed record ScoreRange(
    [Field("The least score.")]
    double? Min = null,
    [Field("The greatest score.")]
    double? Max = null);
