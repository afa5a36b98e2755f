namespace Landfall.Contracts.Documents;

/// <summary>Name, owner and labels of a document.</summary>
public sealed record DocumentMetadata(
    [Field("The name; part of Kubernetes names, hence short.", Format = FieldFormat.Name, MaxLength = 36)]
    string Name,
    [Field("The team that answers for the document.", MaxLength = 100)]
    string Owner,
    [Field("Free key-value pairs for search; Landfall does not read them.")]
    IReadOnlyDictionary<string, string>? Labels = null);
