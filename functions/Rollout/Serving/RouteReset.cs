using Landfall.Kubernetes.Routes;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// Sets back routes whose run is over without having promoted its candidate, and which still send requests to it. The
/// route itself says who the champion was, so that nothing else need be alive.
/// </summary>
public sealed class RouteReset(RouteStore routes, RunPlaces places, ILogger<RouteReset> logger)
{
    /// <returns>The routes that were set back.</returns>
    public async Task<IReadOnlyList<string>> Sweep(
        string space, Contracts.Documents.GatewaySpec gateway, CancellationToken cancel)
    {
        var reset = new List<string>();
        foreach (var route in await routes.List(space, cancel))
        {
            if (route is not { Run: { } run, Fence: { } fence, Weights: { Candidate: not null } weights }
                || await places.Ended(run, cancel) is not { } over || over.Verdict == Verdict.Promoted)
                continue;

            var higher = fence.Raised();
            var back = weights with { Candidate = null, CandidateWeight = 0, Mirror = false, Stratum = higher.ToString() };
            try
            {
                await routes.Apply(
                    new(new(space, route.Name), back, higher, MayOverride: true, run, $"the run is over: {over.Verdict}"),
                    gateway, cancel);
                Log.SetBack(logger, route.Name, run, $"{over.Verdict}");
                reset.Add(route.Name);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                Log.NotSetBack(logger, failure, route.Name);    // one route must not keep the others from it
            }
        }

        return reset;
    }
}
