using System.Security.Cryptography;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;
using Landfall.Signing;

namespace Landfall.Registry;

/// <summary>Reads every byte of a version's files and compares them with a list. Streams: a model of any size needs little memory.</summary>
public sealed class FilesAudit(IBlobStore blobs, IBlobFiles files)
{
    /// <returns>Every file that is listed or there; each with its problem, or none.</returns>
    public async Task<IReadOnlyList<AuditedFile>> Run(
        string model, int number, FileManifest manifest, CancellationToken cancel)
    {
        var prefix = $"{RegistryLayout.Version(model, number)}/{RegistryLayout.FilesFolder}/";
        var there = new Dictionary<string, BlobFound>(StringComparer.Ordinal);
        await foreach (var blob in blobs.List(Containers.Registry, prefix, cancel))
            there[blob.Name[prefix.Length..]] = blob;

        var audited = new List<AuditedFile>();
        foreach (var entry in manifest.Files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            audited.Add(there.Remove(entry.Name, out var blob)
                ? await File(entry, new(Containers.Registry, blob.Name), cancel)
                : new(entry.Name, entry.Size, entry.Sha256, null, $"missing file {entry.Name}: expected {entry.Sha256}"));
        }

        audited.AddRange(there.Values.OrderBy(blob => blob.Name, StringComparer.Ordinal).Select(blob => new AuditedFile(
            blob.Name[prefix.Length..], blob.Size, null, "", $"file {blob.Name[prefix.Length..]} is not listed: someone put it there")));
        return audited;
    }

    private async Task<AuditedFile> File(FileEntry entry, BlobPath path, CancellationToken cancel)
    {
        await using var content = await files.OpenRead(path, etag: null, cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1024 * 1024];
        long size = 0;
        for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0; size += read)
            hash.AppendData(buffer, 0, read);

        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        return new(entry.Name, entry.Size, entry.Sha256, found, VersionVerifier.CheckFile(entry, size, found)?.Message);
    }
}
