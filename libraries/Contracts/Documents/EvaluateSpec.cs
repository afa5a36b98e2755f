using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What the candidate must satisfy on the holdout.</summary>
public sealed record EvaluateSpec(
    [Field("What kind of prediction it is; decides which metrics there are.")]
    ModelTask Task,
    [Field("What must hold before people are asked.", Range = "0..50")]
    IReadOnlyList<GateSpec> Gates,
    [Field("Own metrics beside the built-in ones.", Range = "0..20")]
    IReadOnlyList<MetricSpec>? Metrics = null,
    [Field("How the model must behave whatever its metrics are.", Range = "0..20")]
    IReadOnlyList<BehaviourSpec>? Behaviour = null)
{
    /// <summary>Own metrics; empty when none were written.</summary>
    public IReadOnlyList<MetricSpec> Metrics { get; init; } = Metrics ?? [];

    /// <summary>How it must behave; empty when nothing was written.</summary>
    [JsonIgnore]
    public IReadOnlyList<BehaviourSpec> Behaviours => Behaviour ?? [];
}
