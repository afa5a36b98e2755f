namespace Landfall.Contracts.Documents;

/// <summary>Which datasets are trained on. Exactly one field is set.</summary>
[ExactlyOne]
public sealed record WindowSpec(
    [Field("The newest so many datasets.", Unit = "datasets", Range = "1..1000")]
    int? Last = null,
    [Field("The datasets that landed within so many days.", Unit = "days", Range = "1..3650")]
    int? Days = null);
