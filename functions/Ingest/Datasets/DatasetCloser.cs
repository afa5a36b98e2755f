using System.Security.Cryptography;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Ingest.Datasets;

/// <summary>Freezes a complete folder: hashes every file once, remembers the hashes, then writes the manifest.</summary>
public sealed class DatasetCloser(IBlobFiles files, LandingLedger ledger, TimeProvider time)
{
    /// <summary>Small files are mostly waiting for their first byte.</summary>
    private const int MostAtOnce = 16;

    public async Task<DatasetRef> Close(string pipeline, string container, ClosedDataset closed, CancellationToken cancel)
    {
        // A file that stands alone is read once anyway: what closes it is remembered for ever.
        var isMany = closed.Files.Count > 1;
        IReadOnlyDictionary<(string, string), Landing> known =
            isMany ? await ledger.Hashed(pipeline, closed.Name, cancel) : new Dictionary<(string, string), Landing>();
        var landings = new Landing[closed.Files.Count];
        await Parallel.ForAsync(
            0, landings.Length, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancel },
            async (i, stop) => landings[i] = await Hash(container, closed.Files[i], known, stop));
        if (isMany)
            await ledger.Remember(pipeline, closed.Name, landings, cancel);

        var digest = new FileManifest([.. landings.Select(l => new FileEntry(l.Name, l.Size, l.Sha256))]).Digest;
        return LandingLedger.Reference(await ledger.Close(
            new(pipeline, closed.Name, digest, container, landings, time.GetUtcNow()), cancel));
    }

    /// <summary>A hash is remembered per (blob, etag): when one file of a folder is replaced, the others are not read again.</summary>
    private async Task<Landing> Hash(
        string container, BlobFound file, IReadOnlyDictionary<(string Name, string ETag), Landing> known, CancellationToken cancel)
    {
        if (known.TryGetValue((file.Name, file.ETag), out var before))
            return before;

        await using var content = await files.OpenRead(new(container, file.Name), file.ETag, cancel);
        var hash = await SHA256.HashDataAsync(content, cancel);
        return new(file.Name, file.Size, Convert.ToHexStringLower(hash), file.ETag);
    }
}
