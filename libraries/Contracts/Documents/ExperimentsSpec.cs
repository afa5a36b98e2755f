namespace Landfall.Contracts.Documents;

/// <summary>
/// Where experiments run, apart from what is delivered. Two namespaces, because whoever trains must not reach the rows held out.
/// </summary>
public sealed record ExperimentsSpec(
    [Field("Where their trainers run.", Format = FieldFormat.Name, MaxLength = 63)]
    string Train,
    [Field("Where their candidates are evaluated.", Format = FieldFormat.Name, MaxLength = 63)]
    string Evaluate,
    [Field("The Kueue LocalQueue of both namespaces that admits their Jobs; without it they start as the quota allows.",
        Format = FieldFormat.Name, MaxLength = 63)]
    string? Queue = null);
