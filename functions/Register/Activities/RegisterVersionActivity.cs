using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Registry;
using Landfall.Domain.Signing;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Register.Activities;

/// <summary>Makes an immutable, signed version of what a run trained. A run that asks again finds the version it made.</summary>
public sealed class RegisterVersionActivity(
    IModelRegistry registry, PinnedDocuments documents, ILogger<RegisterVersionActivity> logger)
{
    [Function(Steps.RegisterVersion)]
    public async Task<ModelVersionRef> Run([ActivityTrigger] RegisterRequest request, CancellationToken cancel)
    {
        var run = request.Run;
        Experiment.Forbid(run, "be registered");
        var pipeline = await documents.Pipeline(run, cancel);
        var trust = ModelTrust.Of((await documents.Policy(run, cancel)).Spec, run.Pipeline);
        var draft = new VersionDraft(
            run.Pipeline, run.Id, request.Model, pipeline.Spec.Serve.Image, VersionFacts.Of(request, pipeline), trust);

        var version = await registry.Publish(draft, cancel);
        Log.Registered(logger, run.Id, version.Model, version.Number, version.StatementDigest);
        return version;
    }
}
