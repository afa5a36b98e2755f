using Landfall.Domain.Storage;

namespace Landfall.Domain.Landing;

/// <summary>Which datasets of a pipeline are tainted: one blob of marks per dataset, beside the ledger.</summary>
public sealed class TaintBook(IBlobStore blobs)
{
    private const int Tries = 5;

    /// <summary>The marks that hold, by the digest of their dataset.</summary>
    public async Task<IReadOnlyDictionary<string, TaintMark>> Of(string pipeline, CancellationToken cancel)
    {
        var marks = new Dictionary<string, TaintMark>(StringComparer.Ordinal);
        await foreach (var blob in blobs.List(Containers.Ledger, Paths.TaintsPrefix(pipeline), cancel))
        {
            if ((await blobs.NeedJson<TaintHistory>(new(Containers.Ledger, blob.Name), cancel)).Current is { } mark)
                marks[$"sha256:{Path.GetFileNameWithoutExtension(blob.Name)}"] = mark;
        }

        return marks;
    }

    /// <summary>Repeating it changes nothing.</summary>
    /// <exception cref="IOException">Somebody else marks the same dataset all the time; look again.</exception>
    public async Task Mark(string pipeline, TaintRequest request, DateTimeOffset at, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var dataset in request.Datasets)
            await Mark(Paths.Taint(pipeline, dataset), new(request.Id, request.Lift, request.By, request.Reason, at), cancel);
    }

    private async Task Mark(BlobPath path, TaintMark mark, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var stored = await blobs.ReadJson<TaintHistory>(path, cancel);
            var known = stored?.Value.Marks ?? [];
            if (known.Any(one => one.Id == mark.Id))
                return;

            var written = stored is null
                ? await blobs.CreateJson(path, new TaintHistory([mark]), cancel)
                : await blobs.ReplaceJson(path, new TaintHistory([.. known, mark]), stored.ETag, cancel) is not null;
            if (written)
                return;
        }

        throw new IOException($"{path} is being written by someone else all the time.");
    }
}
