using System.Security.Cryptography;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Ingest.Datasets;

/// <summary>Freezes a complete folder: hashes every file once, writes the manifest, then the ledger.</summary>
public sealed class DatasetCloser(IBlobFiles files, LandingLedger ledger, TimeProvider time)
{
    public async Task<DatasetRef> Close(string pipeline, string container, ClosedDataset closed, CancellationToken cancel)
    {
        var landings = new List<Landing>();
        foreach (var file in closed.Files)
            landings.Add(await Hash(pipeline, container, file, cancel));

        var digest = new FileManifest([.. landings.Select(l => new FileEntry(l.Name, l.Size, l.Sha256))]).Digest;
        var manifest = await ledger.Close(
            new(pipeline, closed.Name, digest, container, landings, time.GetUtcNow()), cancel);

        foreach (var landing in landings)
            await ledger.Take(pipeline, new(landing.Name, landing.ETag, landing.Size, landing.Sha256, digest), cancel);

        return LandingLedger.Reference(manifest);
    }

    /// <summary>A hash is remembered per (blob, etag), so that a large file is read once in its life here.</summary>
    private async Task<Landing> Hash(string pipeline, string container, BlobFound file, CancellationToken cancel)
    {
        if (await ledger.TakenAs(pipeline, file.Name, file.ETag, cancel) is { } known)
            return new(file.Name, file.Size, known.Sha256, file.ETag);

        await using var content = await files.OpenRead(new(container, file.Name), file.ETag, cancel);
        var hash = await SHA256.HashDataAsync(content, cancel);
        return new(file.Name, file.Size, Convert.ToHexStringLower(hash), file.ETag);
    }
}
