namespace Landfall.Contracts.Documents;

/// <summary>The columns and rules of a contract.</summary>
public sealed record ContractSpec(
    [Field("The columns.", Range = "1..2000")]
    IReadOnlyList<ColumnSpec> Columns,
    [Field("How many rows a dataset has.")]
    RowsSpec? Rows = null,
    [Field("Conditions over rows.", Range = "0..200")]
    IReadOnlyList<RuleSpec>? Rules = null,
    [Field("How old the newest row may be when the dataset lands.")]
    FreshnessSpec? Freshness = null,
    [Field("Whether columns the contract does not name are allowed.")]
    bool ExtraColumns = true)
{
    /// <summary>Conditions over rows; empty when none were written.</summary>
    public IReadOnlyList<RuleSpec> Rules { get; init; } = Rules ?? [];
}
