namespace Landfall.Contracts.Documents;

/// <summary>How many pods serve one version, by what they use; then <c>replicas</c> does not count.</summary>
public sealed record ScaleSpec(
    [Field("The fewest pods.", Unit = "pods", Range = "1..500")]
    int Min,
    [Field("The most pods.", Unit = "pods", Range = "1..500")]
    int Max,
    [Field("How much of the CPU that they ask for they use on average, above which there are more pods.", Range = "0.05..1")]
    double Cpu);
