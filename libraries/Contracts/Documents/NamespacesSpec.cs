namespace Landfall.Contracts.Documents;

/// <summary>The namespaces of an environment: each has its own identity and admission rules.</summary>
public sealed record NamespacesSpec(
    [Field("Where trainers run.", Format = FieldFormat.Name, MaxLength = 63)]
    string Train,
    [Field("Where candidates are evaluated.", Format = FieldFormat.Name, MaxLength = 63)]
    string Evaluate,
    [Field("Where models serve.", Format = FieldFormat.Name, MaxLength = 63)]
    string Serve);
