namespace Landfall.Contracts.Documents;

/// <summary>The repository that says what should run.</summary>
public sealed record GitSpec(
    [Field("Its address.", MaxLength = 500)]
    string Remote,
    [Field("The branch.", MaxLength = 200)]
    string Branch = "main");
