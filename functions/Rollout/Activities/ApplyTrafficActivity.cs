using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;
using Landfall.Domain.Storage;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Leases;
using Landfall.Kubernetes.Routes;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>
/// Writes the weights of one route under a fence. Repeating it is harmless; a write older than the route's fence is
/// refused, so nothing that was sent before a rollback can undo it.
/// </summary>
public sealed class ApplyTrafficActivity(
    RunPlaces places, RouteStore routes, RouteLeases leases, RouteHalts halts, ILogger<ApplyTrafficActivity> logger)
{
    /// <exception cref="FencedException">A newer write has been there, or another run has the route; terminal.</exception>
    /// <exception cref="RouteTakenException">Changed by someone else; terminal. A rollback overrides instead.</exception>
    [Function(Steps.ApplyTraffic)]
    public async Task<AppliedTraffic> Run([ActivityTrigger] TrafficChange change, CancellationToken cancel)
    {
        if (!change.MayOverride)
        {
            await leases.Renew(change.Route, change.RunId, cancel);
            if (await halts.Of(change.Route, cancel) is { } halt)
                return new(change.Fence, "", Halted: $"route {change.Route.Name} is {halt}");
        }

        var gateway = await GatewayOf(change, cancel);
        if (change.Weights.Mirror && !gateway.Capabilities.Contains(GatewayCapability.Mirror))
            throw new TerminalFailure(
                $"Gateway {gateway.Namespace}/{gateway.Name} is not said to mirror requests, which a shadow step needs. Add "
                + "'mirror' to the gateway's capabilities in the Environment document, or leave the shadow step out.");

        var applied = await routes.Apply(change, gateway, cancel);
        Log.Shifted(logger, change.Route.Name, applied.Fence.ToString(), change.Reason);
        if (applied.Overrode is { } whom)
            Log.Overrode(logger, change.RunId, whom, change.Route.Name);
        return applied;
    }

    /// <summary>
    /// A way back needs nothing but the cluster: the route itself says on which gateway it hangs. Only where it does not, and
    /// for more traffic, the run's documents are read.
    /// </summary>
    private async Task<GatewaySpec> GatewayOf(TrafficChange change, CancellationToken cancel)
    {
        if (change.MayOverride && (await routes.Read(change.Route, cancel))?.Gateway is { } known)
            return known;

        var run = change.Run ?? throw new TerminalFailure(
            $"The change of route {change.Route.Name} by {change.RunId} names no run, so its gateway is unknown. Send the run along.");
        return (await places.Of(run, cancel)).Environment.Gateway;
    }
}
