namespace Landfall.Contracts.Documents;

/// <summary>What all attempts of one run may use together.</summary>
public sealed record BudgetSpec(
    [Field("CPU time over retries, suspension and preemption.", Unit = "CPU hours", Range = "0.1..100000")]
    double CpuHours);
