using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Serving;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>How far a version has come, or why it will never be ready.</summary>
public sealed class ReadServingActivity(RunPlaces places, ServingRunner serving)
{
    [Function(Steps.ReadServing)]
    public async Task<ServingState> Run([ActivityTrigger] DeployRequest request, CancellationToken cancel)
    {
        var place = await places.Of(request.Run, cancel);
        return await serving.Read(
            place.Namespace, place.Plan.Route, request.Version, cancel, place.Pipeline.Serve.Scale?.Min ?? 1);
    }
}
