using System.Globalization;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;

namespace Landfall.Metrics;

/// <summary>
/// Reads a gateway that itself counts failures by route, backend and stratum, in Prometheus' text format
/// (https://prometheus.io/docs/instrumenting/exposition_formats/): the family <c>landfall_gateway_stratum_failed_total</c>.
/// </summary>
public sealed class ScrapedGateway(HttpClient http, Uri address) : IGatewaySource
{
    private const string Family = "landfall_gateway_stratum_failed_total{";

    public async Task<GatewayFindings?> Read(
        RouteRef route, IReadOnlyList<ModelVersionRef> versions, MetricsSpec? metrics, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(versions);
        try
        {
            var text = await http.GetStringAsync(address, cancel);
            return new([.. text.Split('\n').Where(line => line.StartsWith(Family, StringComparison.Ordinal))
                .Select(line => Reading(line, route, versions)).OfType<GatewayReading>()]);
        }
        catch (Exception silent) when (!cancel.IsCancellationRequested
            && silent is HttpRequestException or OperationCanceledException or FormatException)
        {
            return new([], $"the gateway's counters cannot be read at {address}: {silent.Message}");
        }
    }

    /// <returns>Null for other routes and backends.</returns>
    private static GatewayReading? Reading(string line, RouteRef route, IReadOnlyList<ModelVersionRef> versions)
    {
        var labels = MetricLine.Labels(line, Family.Length, out var end);
        if (labels.GetValueOrDefault("route") != $"{route.Namespace}/{route.Name}")
            return null;

        var version = versions.FirstOrDefault(version =>
            labels.GetValueOrDefault("backend") == $"{ServingNames.Deployment(route.Name, version)}:{ServingNames.ServicePort}");
        return version is null
            ? null
            : new(
                ServingNames.Version(version), labels.GetValueOrDefault("stratum") ?? "", labels.GetValueOrDefault("mirror") == "true",
                long.Parse(line.AsSpan(end).Trim(), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
