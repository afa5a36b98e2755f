using Landfall.Domain.Watching;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Routes;
using Landfall.Kubernetes.Serving;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>
/// Gives all traffic of a champion back to the version before, as a person does with `landfall rollback`: on the route
/// alone, after which the reconciler has the rest follow. Repeating it changes nothing.
/// </summary>
public sealed class GoBackActivity(
    RunPlaces places, RouteStore routes, ServingRunner serving, TimeProvider time, ILogger<GoBackActivity> logger)
{
    [Function(Steps.GoBack)]
    public async Task<GoneBack> Run([ActivityTrigger] GoBackRequest request, CancellationToken cancel)
    {
        var place = await places.Of(request.Run, cancel);
        var stored = await routes.Read(place.Route, cancel);
        var ruling = WatchRollback.On(place.Route, stored, request, time.GetUtcNow());
        if (ruling.Change is not { } change)
            return new(ruling.Done, ruling.Refusal);

        var to = change.Weights.Champion!;
        var state = await serving.Read(place.Namespace, place.Route.Name, to, cancel);
        if (!state.Ready)
        {
            return new(
                null,
                $"{to} is not ready to take the traffic: {state.Problem ?? state.Explanation}. Once it is, or with --force: landfall "
                + $"rollback {request.Champion.Model}");
        }

        await routes.Apply(change, stored!.Gateway ?? place.Environment.Gateway, cancel);
        Log.WentBack(logger, place.Route.Name, request.Champion.ToString(), to.ToString(), request.Reason);
        return new(to);
    }
}
