namespace Landfall.Contracts.Documents;

/// <summary>How much memory the server may use, measured beside it.</summary>
public sealed record MemorySpec(
    [Field("The most resident memory from the server's start to its last answer: 512Mi, 4Gi.", Format = FieldFormat.Quantity)]
    string Max);
