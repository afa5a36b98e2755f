namespace Landfall.Contracts.Documents;

/// <summary>An own metric against a fixed limit. Exactly one of promql and kql is set.</summary>
[ExactlyOne("promql", "kql")]
public sealed record ThresholdSpec(
    [Field("Above this is harm.")]
    double Max,
    [Field("A PromQL expression with one number as its result.", MaxLength = 4000)]
    string? Promql = null,
    [Field("A KQL query with one row and one column, a number, as its result.", MaxLength = 4000)]
    string? Kql = null,
    [Field("How many looks in a row it must be above.", Unit = "looks", Range = "1..100")]
    int Consecutive = 3);
