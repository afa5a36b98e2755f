using Landfall.Domain.Storage;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Routes;
using Landfall.Kubernetes.Serving;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>Removes what serves a version, unless its route still sends it requests.</summary>
public sealed class RetireVersionActivity(
    RunPlaces places, RouteStore routes, ServingRunner serving, ILogger<RetireVersionActivity> logger)
{
    /// <exception cref="TerminalFailure">The version still has requests.</exception>
    [Function(Steps.RetireVersion)]
    public async Task Run([ActivityTrigger] RetireRequest request, CancellationToken cancel)
    {
        var place = await places.Of(request.Run, cancel);
        if (await routes.Read(place.Route, cancel) is { } route && route.Uses(request.Version))
            throw new TerminalFailure(
                $"{request.Version} is not retired: route {route.Name} still sends it requests ({route.Fence} of run {route.Run}).");

        await serving.Remove(place.Namespace, place.Plan.Route, request.Version, cancel);
        Log.Retired(logger, request.Version.ToString(), place.Plan.Route, request.Why);
    }
}
