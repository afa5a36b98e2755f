using Landfall.Contracts.Documents;

namespace Landfall.Domain.Serving;

/// <summary>What a gateway counted of one version's backend.</summary>
/// <param name="Version">As <see cref="ServingNames.Version"/> writes it.</param>
/// <param name="Stratum">Null where the gateway does not count by stratum.</param>
/// <param name="IsMirror">Copies, whose answers nobody waits for. Only told apart by stratum.</param>
/// <param name="Failed">Requests that ended with 500 or above, or without an answer; a counter, never a rate.</param>
public sealed record GatewayReading(string Version, string? Stratum, bool IsMirror, long Failed);

/// <param name="Problem">Why there is no reading though there should be one; null when there is.</param>
public sealed record GatewayFindings(IReadOnlyList<GatewayReading> Readings, string? Problem = null);

/// <summary>The gateway's own counters: it sees what no pod lives to tell.</summary>
public interface IGatewaySource
{
    /// <returns>Null where no gateway's counters are known in this environment: then the agents' count alone.</returns>
    Task<GatewayFindings?> Read(
        RouteRef route, IReadOnlyList<ModelVersionRef> versions, MetricsSpec? metrics, CancellationToken cancel);
}
