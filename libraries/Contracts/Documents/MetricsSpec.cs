using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>Where metrics come from, and how late.</summary>
public sealed record MetricsSpec(
    [Field("The address of a Prometheus query API; that of an Azure Monitor workspace is asked with the app's own identity.",
        Format = FieldFormat.Url)]
    string? Prometheus = null,
    [Field("A Prometheus expression: how many requests for a backend failed as the gateway saw it, as a counter. "
        + "{namespace} and {service} stand for the backend's.", MaxLength = 1000)]
    string? GatewayFailures = null,
    [Field("How old Prometheus' newest samples may be: the time between two scrapes and what lies behind them.", Range = "0s..1h")]
    TimeSpan? Lag = null,
    [Field("A workspace of Azure's logs, for thresholds in KQL.")]
    LogAnalyticsSpec? LogAnalytics = null)
{
    /// <summary>Prometheus' lag; one minute unless written.</summary>
    [JsonIgnore]
    public TimeSpan Delay => Lag ?? TimeSpan.FromMinutes(1);
}
