using Landfall.Domain.Documents;
using Landfall.Functions.Rollout.Serving;

namespace Landfall.Functions.Rollout.Triggers;

/// <summary>
/// Every minute: no route may serve a candidate whose run is over, whatever died on the way, and every pod that restarts
/// must find its model; what people rolled back by hand is made true everywhere; and what the routes say then is kept.
/// </summary>
public sealed class ReconcileRoutes(
    CurrentEnvironments environments, RouteReset reset, LinkRenewal links, HandRollbacks byHand, SeenRoutes seen)
{
    [Function(nameof(ReconcileRoutes))]
    public async Task Run(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(timer);
        foreach (var environment in await environments.All(cancel))
        {
            await links.Renew(environment.Namespaces.Serve, cancel);
            await reset.Sweep(environment.Namespaces.Serve, environment.Gateway, client, cancel);
            await byHand.Sweep(environment.Namespaces.Serve, client, cancel);
            await seen.Sweep(environment.Namespaces.Serve, cancel);
        }
    }
}
