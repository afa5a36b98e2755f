namespace Landfall.Contracts.Documents;

/// <summary>A change that must not matter.</summary>
public sealed record InvarianceSpec(
    [Field("What is changed, by column.")]
    IReadOnlyDictionary<string, ChangeSpec> Change,
    [Field("How far the score may move; classes must stay the same.", Range = "0..1000000000")]
    double Tolerance = 0);
