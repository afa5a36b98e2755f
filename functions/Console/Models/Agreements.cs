using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
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
        var open = runs.FirstOrDefault(run => run.Verdict is null);
        var seen = (await blobs.ReadJson<SeenRoute>(Paths.SeenRoute(model), cancel))?.Value;
        return Agreement.Of(await Git(model, cancel), champion, seen, open?.Run.Id, time.GetUtcNow());
    }

    private async Task<GitState?> Git(string model, CancellationToken cancel) =>
        await documents.GetCurrentAsync(DocumentKinds.ModelPipeline, model, cancel) is { } current
        && await documents.GetAsync(DocumentKinds.ModelPipeline, current.Current.Digest, cancel) is ModelPipeline { Spec.Record.Git: not null }
            ? (await blobs.ReadJson<GitState>(Paths.Git(model), cancel))?.Value ?? GitState.Unknown
            : null;
}
