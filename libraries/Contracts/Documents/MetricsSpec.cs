namespace Landfall.Contracts.Documents;

/// <summary>Where metrics come from.</summary>
public sealed record MetricsSpec(
    [Field("The address of a Prometheus query API.", Format = FieldFormat.Url)]
    string? Prometheus = null);
