namespace Landfall.Contracts.Documents;

/// <summary>How often an attempt is repeated, per cause. A trainer's own error is never repeated.</summary>
public sealed record RetrySpec(
    [Field("After an eviction or a lost node.", Unit = "times", Range = "0..20")]
    int Eviction,
    [Field("After running out of memory, each time with twice the memory.", Unit = "times", Range = "0..4")]
    int OutOfMemory);
