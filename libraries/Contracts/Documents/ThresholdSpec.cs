namespace Landfall.Contracts.Documents;

/// <summary>An own metric against a fixed limit.</summary>
public sealed record ThresholdSpec(
    [Field("A PromQL expression with one number as its result.")]
    string Promql,
    [Field("Above this is harm.")]
    double Max,
    [Field("How many looks in a row it must be above.", Unit = "looks", Range = "1..100")]
    int Consecutive = 3);
