namespace Landfall.Contracts.Documents;

/// <summary>What the candidate must satisfy on the holdout.</summary>
public sealed record EvaluateSpec(
    [Field("What kind of prediction it is; decides which metrics there are.")]
    ModelTask Task,
    [Field("What must hold before people are asked.", Range = "0..50")]
    IReadOnlyList<GateSpec> Gates,
    [Field("Own metrics beside the built-in ones.", Range = "0..20")]
    IReadOnlyList<MetricSpec>? Metrics = null)
{
    /// <summary>Own metrics; empty when none were written.</summary>
    public IReadOnlyList<MetricSpec> Metrics { get; init; } = Metrics ?? [];
}
