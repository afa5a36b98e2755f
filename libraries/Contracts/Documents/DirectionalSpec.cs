namespace Landfall.Contracts.Documents;

/// <summary>A change that must move the score one way, or not at all.</summary>
public sealed record DirectionalSpec(
    [Field("What is changed, by column.")]
    IReadOnlyDictionary<string, ChangeSpec> Change,
    [Field("Which way the score may move.")]
    ScoreDirection Expect,
    [Field("How far the score may move the other way.", Range = "0..1000000000")]
    double Tolerance = 0);
