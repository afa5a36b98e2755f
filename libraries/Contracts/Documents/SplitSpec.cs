namespace Landfall.Contracts.Documents;

/// <summary>How rows are chosen for the holdout. Exactly one field is set.</summary>
[ExactlyOne]
public sealed record SplitSpec(
    [Field("Rows by SHA-256 of these columns; * means all columns.", Range = "1..50")]
    IReadOnlyList<string>? Hash = null,
    [Field("All rows with the same value of this column stay together.", MaxLength = 100)]
    string? Group = null,
    [Field("The newest rows by this column.", MaxLength = 100)]
    string? Time = null);
