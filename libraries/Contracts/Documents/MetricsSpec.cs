namespace Landfall.Contracts.Documents;

/// <summary>Where metrics come from.</summary>
public sealed record MetricsSpec(
    [Field("The address of a Prometheus query API.", Format = FieldFormat.Url)]
    string? Prometheus = null,
    [Field("A Prometheus expression: how many requests for a backend failed as the gateway saw it, as a counter. "
        + "{namespace} and {service} stand for the backend's.", MaxLength = 1000)]
    string? GatewayFailures = null);
