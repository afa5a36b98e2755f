using Landfall.Domain.Serving;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// Finds rollbacks that people wrote to the cluster themselves, and has the rest follow. A run that still lives sees its
/// own and goes back by itself; it is settled when that run is over.
/// </summary>
public sealed class HandRollbacks(RunPlaces places, ILogger<HandRollbacks> logger)
{
    /// <param name="listed">The routes of the namespace as they are now.</param>
    /// <returns>The settlements that were begun.</returns>
    public async Task<IReadOnlyList<string>> Sweep(
        string space, IReadOnlyList<StoredRoute> listed, DurableTaskClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(listed);
        var begun = new List<string>();
        foreach (var route in listed)
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
