using Landfall.Domain.Documents;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Routes;

namespace Landfall.Functions.Rollout.Triggers;

/// <summary>
/// Every minute: no route may serve a candidate whose run is over, whatever died on the way, and every pod that restarts
/// must find its model; what people rolled back by hand is made true everywhere; and what the routes say then is kept.
/// </summary>
public sealed class ReconcileRoutes(
    CurrentEnvironments environments, RouteStore routes, RouteReset reset, LinkRenewal links, HandRollbacks byHand, SeenRoutes seen)
{
    [Function(nameof(ReconcileRoutes))]
    public async Task Run(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(timer);
        foreach (var environment in await environments.All(cancel))
        {
            var space = environment.Namespaces.Serve;
            await links.Renew(space, cancel);
            var listed = await routes.List(space, cancel);
            // A route that was set back says something else now.
            if ((await reset.Sweep(space, listed, environment.Gateway, client, cancel)).Count > 0)
                listed = await routes.List(space, cancel);
            await byHand.Sweep(space, listed, client, cancel);
            await seen.Sweep(space, listed, cancel);
        }
    }
}
