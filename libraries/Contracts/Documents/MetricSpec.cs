namespace Landfall.Contracts.Documents;

/// <summary>An own metric over the rows of the holdout.</summary>
public sealed record MetricSpec(
    [Field("Its name in gates and reports.", MaxLength = 60)]
    string Name,
    [Field("A SQL aggregate over the columns, label, prediction and score.")]
    string Sql,
    [Field("Whether more is better.")]
    BetterDirection Better = BetterDirection.Higher);
