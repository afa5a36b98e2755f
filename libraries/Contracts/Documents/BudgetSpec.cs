namespace Landfall.Contracts.Documents;

/// <summary>What all attempts of one run may use together; whichever is used up first ends it.</summary>
public sealed record BudgetSpec(
    [Field("CPU time over retries, suspension and preemption.", Unit = "CPU hours", Range = "0.1..100000")]
    double CpuHours,
    [Field("GPU time over the same; it counts only where the trainer asks for GPUs.", Unit = "GPU hours", Range = "0.1..100000")]
    double? GpuHours = null,
    [Field("Money, by the prices of the environment and what the trainer asks for.", Unit = "the environment's currency", Range = "0.01..10000000")]
    double? Money = null);
