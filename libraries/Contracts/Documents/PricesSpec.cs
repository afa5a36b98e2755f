namespace Landfall.Contracts.Documents;

/// <summary>What an hour of a resource that was asked for costs in an environment, used or not.</summary>
public sealed record PricesSpec(
    [Field("The currency, for people.", MaxLength = 8)]
    string Currency,
    [Field("One CPU core.", Unit = "currency per hour", Range = "0..1000")]
    double CpuHour,
    [Field("One GiB of memory.", Unit = "currency per hour", Range = "0..1000")]
    double MemoryGiBHour = 0,
    [Field("One GPU.", Unit = "currency per hour", Range = "0..10000")]
    double GpuHour = 0);
