using Landfall.Domain.Experiments;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Serving;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>Puts a version beside the champion, without traffic. Nothing is made before its signature is known to be good.</summary>
public sealed class DeployVersionActivity(
    RunPlaces places, SignedVersions versions, InputProfiles inputs, IBlobFiles files, ServingRunner serving, RolloutOptions options,
    ILogger<DeployVersionActivity> logger)
{
    /// <exception cref="TerminalFailure">
    /// The version is unsigned, altered, signed by a key that does not count for its model, or not what the run was given.
    /// </exception>
    [Function(Steps.DeployVersion)]
    public async Task Run([ActivityTrigger] DeployRequest request, CancellationToken cancel)
    {
        Experiment.Forbid(request.Run, "be deployed");
        var trust = ModelTrust.Of(await places.Policy(request.Run, cancel), request.Version.Model);
        var keys = await versions.Verify(request.Version, trust, cancel);
        var place = await places.Of(request.Run, cancel);
        var link = await files.Link(Containers.Registry, ContainerAccess.Read, options.LinkLifetime, cancel);

        var bins = place.Pipeline.Watch?.Inputs is null ? null : (await inputs.Of(request.Run, cancel))?.Bins;
        await serving.Apply(
            new(
                place.Namespace, place.Plan.Route, request.Version, place.Pipeline.Serve, options.AgentImage, keys.All, link,
                place.Plan.SlowMs, request.Run.Id, place.Pipeline.Label.Arrives?.JoinOn, keys.OfModel, bins,
                request.StandIn is { } other && place.Plan.FallbackAfter is { } after ? new(other, after) : null),
            cancel);
        Log.Deployed(logger, request.Version.ToString(), place.Namespace, request.Run.Id);
    }
}
