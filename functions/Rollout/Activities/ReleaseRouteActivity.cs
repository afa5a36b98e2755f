using Landfall.Kubernetes.Leases;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>Gives a route back. One that is another run's by now is left alone.</summary>
public sealed class ReleaseRouteActivity(RouteLeases leases)
{
    [Function(Steps.ReleaseRoute)]
    public Task Run([ActivityTrigger] ReleaseRouteRequest request, CancellationToken cancel) =>
        leases.Release(request.Route, request.Run.Id, cancel);
}
