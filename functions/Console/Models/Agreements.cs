using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Git;
using Landfall.Domain.Registry;
using Landfall.Domain.Serving;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Console.Models;

/// <summary>Whether Git, registry and cluster name the same version of a model.</summary>
public sealed class Agreements(IBlobStore blobs, IDocumentStore documents, TimeProvider time)
{
    /// <param name="runs">Of this model.</param>
    public async Task<Agreement> Of(string model, AliasEntry? champion, IEnumerable<RunStatus> runs, CancellationToken cancel)
    {
        var open = runs.FirstOrDefault(run => run.Verdict is null && !Experiment.Is(run.Run));
        var seen = (await blobs.ReadJson<SeenRoute>(Paths.SeenRoute(model), cancel))?.Value;
        var pipeline = await Pipeline(model, cancel);
        var git = pipeline?.Record.Git is null
            ? null
            : (await blobs.ReadJson<GitState>(Paths.Git(model), cancel))?.Value ?? GitState.Unknown;
        return Agreement.Of(git, champion, seen, open?.Run.Id, time.GetUtcNow(), pipeline?.Rollout.MovesAlias != true);
    }

    private async Task<PipelineSpec?> Pipeline(string model, CancellationToken cancel) =>
        await documents.GetCurrentAsync(DocumentKinds.ModelPipeline, model, cancel) is { } current
            ? (await documents.GetAsync(DocumentKinds.ModelPipeline, current.Current.Digest, cancel) as ModelPipeline)?.Spec
            : null;
}
