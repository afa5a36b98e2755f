using Landfall.Kubernetes.Routes;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>Takes a rollback by hand off its route once registry, record and Git have followed.</summary>
public sealed class ClearRollbackActivity(RouteStore routes)
{
    [Function(Steps.ClearRollback)]
    public Task Run([ActivityTrigger] SettledRollback request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return routes.ClearRollback(request.Route, request.Rollback.Fence, cancel);
    }
}
