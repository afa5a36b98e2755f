using Landfall.Domain.Serving;
using Landfall.Domain.Storage;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Routes;
using Landfall.Kubernetes.Serving;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>
/// Removes what serves a version, unless its route still sends it requests. The one that a promoted version has replaced
/// keeps running without requests, so that `landfall rollback` can go back to it in an instant; older ones go.
/// </summary>
public sealed class RetireVersionActivity(
    RunPlaces places, RouteStore routes, ServingRunner serving, ILogger<RetireVersionActivity> logger)
{
    /// <exception cref="TerminalFailure">The version still has requests.</exception>
    [Function(Steps.RetireVersion)]
    public async Task Run([ActivityTrigger] RetireRequest request, CancellationToken cancel)
    {
        var place = await places.Of(request.Run, cancel);
        var route = await routes.Read(place.Route, cancel);
        if (route?.Uses(request.Version) == true)
            throw new TerminalFailure(
                $"{request.Version} is not retired: route {route.Name} still sends it requests ({route.Fence} of run {route.Run}).");

        var names = await serving.Deployed(place.Namespace, place.Plan.Route, cancel);
        var kept = Kept(route, place.Plan.Route);
        foreach (var name in names.Where(name => !kept.Contains(name)))
        {
            await serving.Remove(place.Namespace, name, cancel);
            Log.Retired(logger, name, place.Plan.Route, request.Why);
        }
    }

    /// <summary>Everything that the route names: who has requests, and who had them before.</summary>
    private static HashSet<string> Kept(StoredRoute? route, string name) =>
        [.. new[] { route?.Weights?.Champion, route?.Weights?.Candidate }.OfType<ModelVersionRef>()
            .Select(version => ServingNames.Deployment(name, version))];
}
