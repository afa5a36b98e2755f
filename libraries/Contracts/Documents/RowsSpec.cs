namespace Landfall.Contracts.Documents;

/// <summary>How many rows a dataset has.</summary>
public sealed record RowsSpec(
    [Field("At least.", Unit = "rows", Range = "0..")]
    long? Min = null,
    [Field("At most.", Unit = "rows", Range = "1..")]
    long? Max = null);
