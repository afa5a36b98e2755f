using Landfall.Kubernetes.Routes;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// Finds rollbacks that people wrote to the cluster themselves, and has the rest follow. A run that still lives sees its
/// own and goes back by itself; it is settled when that run is over.
/// </summary>
public sealed class HandRollbacks(RouteStore routes, RunPlaces places, ILogger<HandRollbacks> logger)
{
    /// <returns>The settlements that were begun.</returns>
    public async Task<IReadOnlyList<string>> Sweep(string space, DurableTaskClient client, CancellationToken cancel)
    {
        var begun = new List<string>();
        foreach (var route in await routes.List(space, cancel))
        {
            if (route.ByHand is not { Run: { } run } byHand || await places.Ended(run, cancel) is not { } over)
                continue;

            var place = new RouteRef(space, route.Name);
            var id = Orchestrators.SettlementId(place, byHand.Fence);
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(
                    Orchestrators.RollbackSettlement, new SettledRollback(place, byHand, over.Run),
                    new StartOrchestrationOptions(id), cancel);
                Log.Settling(logger, route.Name, byHand.ToString());
                begun.Add(id);
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // It is under way, and takes the note off the route when it is done.
            }
        }

        return begun;
    }
}
