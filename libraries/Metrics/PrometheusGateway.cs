using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;

namespace Landfall.Metrics;

/// <summary>
/// Asks Prometheus what any gateway counted, by the expression that the environment gives. Such counters know no strata, and
/// are as old as the last scrape.
/// </summary>
public sealed class PrometheusGateway(IMetricSource store) : IGatewaySource
{
    public async Task<GatewayFindings?> Read(
        RouteRef route, IReadOnlyList<ModelVersionRef> versions, MetricsSpec? metrics, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(versions);
        if (metrics is not { Prometheus: { } address, GatewayFailures: { } expression })
            return null;

        var readings = new List<GatewayReading>();
        foreach (var version in versions)
        {
            var service = ServingNames.Deployment(route.Name, version);
            var query = expression.Replace("{namespace}", route.Namespace, StringComparison.Ordinal)
                .Replace("{service}", service, StringComparison.Ordinal);

            // A backend that never failed has no series: that is nothing failed, not nothing known.
            if (await store.Read(new Uri(address), $"({query}) or vector(0)", cancel) is not { } failed)
                return new([], $"no number of the gateway's failures for {service}");
            readings.Add(new(ServingNames.Version(version), null, IsMirror: false, (long)failed));
        }

        return new(readings);
    }
}
