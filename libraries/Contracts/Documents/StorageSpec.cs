namespace Landfall.Contracts.Documents;

/// <summary>The storage account of the platform.</summary>
public sealed record StorageSpec(
    [Field("Its name.", MaxLength = 63)]
    string Account);
