using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Landfall.Hosting;

internal static class Telemetry
{
    /// <summary>Where to send telemetry, by OpenTelemetry's own name. Without it nothing is collected.</summary>
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddLandfallTelemetry(this IServiceCollection services, IConfiguration configuration, string app)
    {
        if (string.IsNullOrWhiteSpace(configuration[Endpoint]))
            return;

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"landfall-{app.ToLowerInvariant()}", "landfall"))
            .WithTracing(tracing => tracing.AddSource("Landfall.*").AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter("Landfall.*").AddOtlpExporter());
    }
}
