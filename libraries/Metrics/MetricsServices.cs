using Azure.Core;
using Azure.Identity;
using Landfall.Domain.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Metrics;

/// <summary>Registers the stores that thresholds are read from.</summary>
public static class MetricsServices
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddLandfallMetrics(this IServiceCollection services) => services
        .AddSingleton<IMetricSource>(provider => new PrometheusMetrics(new HttpClient { Timeout = Patience }, Identity(provider)))
        .AddSingleton<ILogSource>(provider => new LogAnalyticsLogs(new HttpClient { Timeout = Patience }, Identity(provider)));

    private static TokenCredential Identity(IServiceProvider provider) =>
        provider.GetService<TokenCredential>() ?? new DefaultAzureCredential();
}
