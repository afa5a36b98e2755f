namespace Landfall.Contracts.Documents;

/// <summary>What is written down outside the platform.</summary>
public sealed record RecordSpec(
    [Field("Where the promoted version is committed; without it nothing is written to Git.")]
    GitRecordSpec? Git = null);
