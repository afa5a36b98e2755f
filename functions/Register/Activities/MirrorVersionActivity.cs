using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Register.Activities;

/// <summary>Shows a registered version in the registry that the run's environment names besides ours. Again changes nothing.</summary>
public sealed class MirrorVersionActivity(
    PinnedDocuments documents, IVersionMirror mirror, ILogger<MirrorVersionActivity> logger)
{
    /// <exception cref="TerminalFailure">Another version has its place there.</exception>
    [Function(Steps.MirrorVersion)]
    public async Task<MirroredVersion> Run([ActivityTrigger] MirrorRequest request, CancellationToken cancel)
    {
        var (run, version) = (request.Run, request.Version);
        Experiment.Forbid(run, "be shown in a registry");
        var draft = MirrorRules.Of((await documents.Environment(run, cancel)).Spec, run, version)
            ?? throw new TerminalFailure(
                $"Run {run.Id} asks to show {version} elsewhere, and its Environment names no registry. Add spec.registry to it.");
        var mirrored = await mirror.Mirror(draft, cancel);
        Log.Mirrored(logger, version.ToString(), mirrored.Place, run.Id);
        return mirrored;
    }
}
