namespace Landfall.Contracts.Documents;

/// <summary>Where the promoted version is committed.</summary>
public sealed record GitRecordSpec(
    [Field("The file in the environment's repository.", Format = FieldFormat.Path, MaxLength = 200)]
    string Path,
    [Field("How it is written.")]
    GitMode Mode = GitMode.Commit);
