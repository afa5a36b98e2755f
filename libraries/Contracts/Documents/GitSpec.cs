namespace Landfall.Contracts.Documents;

/// <summary>The repository that says what should run.</summary>
public sealed record GitSpec(
    [Field("Its address.", MaxLength = 500)]
    string Remote,
    [Field("The branch.", MaxLength = 200)]
    string Branch = "main",
    [Field("Who keeps it, where its address does not say: needed for pull requests alone.")]
    GitHost? Host = null,
    [Field("The address of the host's API, where it is not the usual one.", Format = FieldFormat.Url)]
    string? Api = null,
    [Field("The folder whose documents (YAML or JSON, with all folders below) are applied as they stand on the branch; without it people "
        + "apply them. Whoever may push there may change them.", MaxLength = 200)]
    string? Documents = null);
