namespace Landfall.Contracts.Documents;

/// <summary>What happens when there is no data: neither health nor harm.</summary>
public sealed record MissingSpec(
    [Field("How long the weight is held.", Range = "1s..7d")]
    TimeSpan Hold,
    [Field("What happens after that.")]
    RolloutFallback Then);
