namespace Landfall.Contracts.Documents;

/// <summary>What an answer must be.</summary>
[ExactlyOne("label", "score")]
public sealed record ExpectSpec(
    [Field("The class: true or false for binary tasks.", Format = FieldFormat.Literal, MaxLength = 200)]
    string? Label = null,
    [Field("Where the score must lie; for regression the number predicted.")]
    ScoreRange? Score = null);
