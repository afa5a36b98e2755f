namespace Landfall.Contracts.Documents;

/// <summary>What happens when a step's time is over and its evidence is not there.</summary>
public sealed record InconclusiveSpec(
    [Field("How often the step is extended by its own length.", Unit = "times", Range = "0..20")]
    int Extend,
    [Field("What happens after that.")]
    RolloutFallback Then);
