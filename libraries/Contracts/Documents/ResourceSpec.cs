namespace Landfall.Contracts.Documents;

/// <summary>Requests of one container, as Kubernetes quantities. Memory is its limit too.</summary>
public sealed record ResourceSpec(
    [Field("CPU cores: 2, 0.5 or 500m.", Format = FieldFormat.Quantity)]
    string Cpu,
    [Field("Memory: 512Mi, 4Gi.", Format = FieldFormat.Quantity)]
    string Memory,
    [Field("GPUs.", Unit = "GPUs", Range = "0..16")]
    int Gpu = 0);
