namespace Landfall.Contracts.Documents;

/// <summary>A secret by reference; its value is in no document, log or history.</summary>
public sealed record SecretReference(
    [Field("The environment variable the trainer reads.", Format = FieldFormat.Variable)]
    string Name,
    [Field("The name of the secret in the environment's key vault.", MaxLength = 127)]
    string KeyVault);
