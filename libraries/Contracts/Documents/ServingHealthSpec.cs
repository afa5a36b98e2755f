namespace Landfall.Contracts.Documents;

/// <summary>When the owner is told that a champion cannot be seen.</summary>
public sealed record ServingHealthSpec(
    [Field("How many looks in a row find no pod that answers before the owner is told, and find one before it is over.",
        Unit = "looks", Range = "1..100")]
    int Consecutive = 3);
