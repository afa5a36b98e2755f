using Landfall.Domain.Serving;
using Landfall.Kubernetes.Routes;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// Sets back routes whose run is over without having promoted its candidate, and which still send requests to it. The
/// route itself says who the champion was, so that nothing else need be alive.
/// </summary>
public sealed class RouteReset(RouteStore routes, RunPlaces places, RecordDebts debts, ILogger<RouteReset> logger)
{
    /// <param name="listed">The routes of the namespace as they are now.</param>
    /// <returns>The routes that were set back.</returns>
    public async Task<IReadOnlyList<string>> Sweep(
        string space, IReadOnlyList<StoredRoute> listed, Contracts.Documents.GatewaySpec gateway, DurableTaskClient client,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(listed);
        var reset = new List<string>();
        foreach (var route in listed)
        {
            if (route is not { Run: { } run, Fence: { } fence, Weights: { Candidate: not null } weights }
                || await places.Ended(run, cancel) is not { } over || over.Verdict == Verdict.Promoted)
                continue;

            var found = $"route {route.Name} still sent requests to {weights.Candidate} at {fence}, although the run is over ({over.Verdict})";
            try
            {
                // What was found first: whoever dies between the act and its record leaves this.
                await debts.Owe(client, run, $"drift-found-{route.Name}-{fence}", found, cancel);
                var back = await SetBack(new(space, route.Name), weights, fence, run, over, gateway, cancel);
                Log.SetBack(logger, route.Name, run, $"{over.Verdict}");
                reset.Add(route.Name);
                await debts.Owe(
                    client, run, $"drift-mended-{route.Name}-{fence}",
                    $"{found}; all of them go to {weights.Champion?.ToString() ?? "nobody"} since {back}", cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                Log.NotSetBack(logger, failure, route.Name);    // one route must not keep the others from it
            }
        }

        return reset;
    }

    /// <returns>The fence under which it was written.</returns>
    private async Task<Fence> SetBack(
        RouteRef route, Weights weights, Fence fence, string run, RunStatus over, Contracts.Documents.GatewaySpec gateway,
        CancellationToken cancel)
    {
        var higher = fence.Raised();
        var back = weights with { Candidate = null, CandidateWeight = 0, Mirror = false, Stratum = higher.ToString() };
        var applied = await routes.Apply(
            new(route, back, higher, MayOverride: true, run, $"the run is over: {over.Verdict}"), gateway, cancel);
        return applied.Fence;
    }
}
