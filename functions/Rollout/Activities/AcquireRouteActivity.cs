using Landfall.Domain.Experiments;
using Landfall.Domain.Serving;
using Landfall.Domain.Serving.Gateways;
using Landfall.Domain.Storage;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Leases;
using Landfall.Kubernetes.Routes;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>Takes a route for a run, or says who has it. A new holder begins a new epoch, above whatever is on the route.</summary>
public sealed class AcquireRouteActivity(
    RunPlaces places, RouteStore routes, RouteLeases leases, RunOverrides overrides, ILogger<AcquireRouteActivity> logger)
{
    /// <exception cref="TerminalFailure">There is a shadow step, and the environment's gateway is not said to mirror.</exception>
    [Function(Steps.AcquireRoute)]
    public async Task<RouteLease> Run([ActivityTrigger] AcquireRouteRequest request, CancellationToken cancel)
    {
        Experiment.Forbid(request.Run, "take a route");
        var place = await places.Of(request.Run, cancel);
        var route = place.Route with { Name = request.Route };
        var stored = await routes.Read(route, cancel);

        // Before servers are started for it. A first version has nobody whose requests could be copied.
        if (stored?.Weights?.Serving is not null && place.Plan.Steps.Any(step => step.IsShadow)
            && GatewayNeeds.ShadowRefusal(place.Environment.Gateway, place.Plan.Steps.Any(step => step.IsPartial)) is { } refusal)
            throw new TerminalFailure($"{refusal}. {GatewayNeeds.ShadowHint}");

        var ruling = await leases.Acquire(
            route, request.Run.Id, LeaseRules.DurationFor(place.Plan), stored?.Fence,
            async run => await places.Ended(run, cancel) is not null, cancel);

        if (ruling.Held)
            Log.Acquired(logger, request.Run.Id, request.Route, ruling.Epoch);
        var serving = stored?.Run == request.Run.Id ? null : stored?.Weights?.Serving;
        return new(
            ruling.Held, route, new(ruling.Epoch, 0), ruling.HeldBy, Exists: stored is not null, serving,
            await overrides.OpensAt(request.Run, place.Pipeline.Rollout.During, cancel));
    }
}
