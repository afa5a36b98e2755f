using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Ingest.Datasets;

/// <summary>Which pipelines a blob belongs to. Documents never change under their digest, so only the pointers are read again.</summary>
public sealed class CurrentPipelines(IBlobStore blobs, IDocumentStore documents, IngestOptions options, TimeProvider time)
{
    private readonly Dictionary<string, ModelPipeline> known = [];
    private readonly SemaphoreSlim gate = new(1, 1);
    private IReadOnlyList<ModelPipeline> current = [];
    private DateTimeOffset? readAt;

    public async Task<IReadOnlyList<ModelPipeline>> For(string container, string blob, CancellationToken cancel)
    {
        // Our own containers have many events, and no pipeline reads them.
        if (container.StartsWith(Containers.Prefix, StringComparison.Ordinal))
            return [];

        // A list that is a little old may lack the pipeline applied a moment ago, and its event never comes again.
        var matching = Matching(await Current(isFresh: false, cancel), container, blob);
        return matching.Count > 0 ? matching : Matching(await Current(isFresh: true, cancel), container, blob);
    }

    private static IReadOnlyList<ModelPipeline> Matching(IEnumerable<ModelPipeline> all, string container, string blob) =>
    [
        .. all
            .Where(pipeline => pipeline.Spec.Data.Container == container)
            .Where(pipeline => blob.StartsWith(pipeline.Spec.Data.Prefix, StringComparison.Ordinal)),
    ];

    private async Task<IReadOnlyList<ModelPipeline>> Current(bool isFresh, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            if (!isFresh && readAt is { } at && time.GetUtcNow() - at < options.PipelineCache)
                return current;

            var read = new List<ModelPipeline>();
            await foreach (var pointer in blobs.List(Containers.Documents, $"current/{DocumentKinds.ModelPipeline}/", cancel))
                await Add(Path.GetFileNameWithoutExtension(pointer.Name), read, cancel);

            (current, readAt) = (read, time.GetUtcNow());
            return current;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task Add(string name, List<ModelPipeline> read, CancellationToken cancel)
    {
        var stored = await documents.GetCurrentAsync(DocumentKinds.ModelPipeline, name, cancel);
        if (stored is null)
            return;

        var digest = stored.Current.Digest;
        if (!known.TryGetValue(digest, out var pipeline))
        {
            if (await documents.GetAsync(DocumentKinds.ModelPipeline, digest, cancel) is not ModelPipeline found)
                throw new TerminalFailure($"The current document of pipeline {name}, {digest}, is missing. Apply it again.");

            known[digest] = pipeline = found;
        }

        read.Add(pipeline);
    }
}
