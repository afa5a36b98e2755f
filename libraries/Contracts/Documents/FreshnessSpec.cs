namespace Landfall.Contracts.Documents;

/// <summary>How old the newest row may be when the dataset lands.</summary>
public sealed record FreshnessSpec(
    [Field("The column that dates a row.", MaxLength = 200)]
    string Column,
    [Field("The greatest age of the newest row.", Range = "1m..3650d")]
    TimeSpan Within);
