namespace Landfall.Contracts.Documents;

/// <summary>What the model predicts.</summary>
public sealed record LabelSpec(
    [Field("The name of the label column.", MaxLength = 100)]
    string Name,
    [Field("A SQL expression over the columns that gives the label; without it the column is in the data.")]
    string? Expr = null,
    [Field("Where true labels land later, for the watch over live quality.")]
    LabelArrival? Arrives = null);
