using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>The gateway's failures are asked for where Prometheus is, for one backend at a time.</summary>
internal static class MetricsCheck
{
    private const string Path = "spec.metrics.gatewayFailures";

    public static IEnumerable<Finding> Of(EnvironmentDocument environment)
    {
        if (environment.Spec.Metrics is not { GatewayFailures: { } expression } metrics)
            yield break;

        if (metrics.Prometheus is null)
            yield return new(Path, "There is nobody to ask for the gateway's failures.", "prometheus: its address");
        if (!expression.Contains("{service}", StringComparison.Ordinal))
        {
            yield return new(Path, "The expression does not say which backend it is about.", "{service} in its selector",
                "Without it the champion's failures would be counted against the candidate.");
        }
    }
}
