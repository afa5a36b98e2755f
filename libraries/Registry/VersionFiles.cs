using System.Security.Cryptography;
using System.Text.Json;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;

namespace Landfall.Registry;

/// <summary>Brings a candidate's files to their version, one at a time over bounded local disk, each checked on its way.</summary>
internal sealed class VersionFiles(IBlobStore blobs, IBlobFiles files)
{
    private const string FileType = "application/octet-stream";
    private const int BufferSize = 1024 * 1024;

    /// <returns>The list of the copied files, known to have the digest that was evaluated.</returns>
    public async Task<FileManifest> Copy(VersionDraft draft, int number, CancellationToken cancel)
    {
        var manifest = await Read(draft.Files, cancel);
        foreach (var entry in manifest.Files)
            await Copy(draft, number, entry, cancel);
        return manifest;
    }

    private async Task<FileManifest> Read(JobOutput output, CancellationToken cancel)
    {
        var path = new BlobPath(Containers.Outputs, output.Manifest);
        var blob = await blobs.Read(path, cancel)
            ?? throw new TerminalFailure($"{path} is missing: the training Job should have pushed it. Start a new run.");

        var manifest = Parse(path, blob.Content);
        if (manifest.Files.Count == 0)
            throw new TerminalFailure($"{path} lists no files: a model needs at least one. Look at what the trainer wrote.");
        if (manifest.Problems() is [var problem, ..])
            throw new TerminalFailure($"{path} cannot be used: {problem}. Look at what the trainer wrote.");
        if (manifest.Digest != output.Digest)
            throw new TerminalFailure(
                $"{path} was changed: its files are {manifest.Digest}, evaluated were {output.Digest}. Start a new run.");
        return manifest;
    }

    private static FileManifest Parse(BlobPath path, ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, ProvenanceJson.Default.FileManifest)
                ?? throw new TerminalFailure($"{path} is null, not a list of files.");
        }
        catch (JsonException wrong)
        {
            throw new TerminalFailure($"{path} is no list of files: {wrong.Message}", wrong);
        }
    }

    private async Task Copy(VersionDraft draft, int number, FileEntry entry, CancellationToken cancel)
    {
        var from = new BlobPath(Containers.Outputs, RegistryLayout.FileBeside(draft.Files.Manifest, entry.Name));
        var to = new BlobPath(Containers.Registry, RegistryLayout.File(draft.Model, number, entry.Name));
        var local = Path.Combine(Path.GetTempPath(), $"landfall-{Guid.NewGuid():n}");
        try
        {
            await Fetch(from, entry, local, cancel);
            if (!await files.Upload(to, local, FileType, cancel))
                await Check(to, entry, cancel);
        }
        finally
        {
            File.Delete(local);
        }
    }

    private async Task Fetch(BlobPath from, FileEntry entry, string local, CancellationToken cancel)
    {
        await using var target = File.Create(local);
        await Stream(from, entry, target, cancel);
    }

    /// <summary>It was copied before, by an attempt that did not live to say so.</summary>
    private Task Check(BlobPath copy, FileEntry entry, CancellationToken cancel) => Stream(copy, entry, System.IO.Stream.Null, cancel);

    private async Task Stream(BlobPath from, FileEntry entry, Stream target, CancellationToken cancel)
    {
        await using var source = await files.OpenRead(from, etag: null, cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long size = 0;
        for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0; size += read)
        {
            // More than was promised is never written: the disk is bounded.
            if (size + read > entry.Size)
                throw Altered(from, entry, $"more than {entry.Size:N0} bytes");
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (size != entry.Size || digest != entry.Sha256)
            throw Altered(from, entry, $"{size:N0} bytes, {digest}");
    }

    private static TerminalFailure Altered(BlobPath from, FileEntry entry, string found) => new(
        $"{from} is not the file that was evaluated: expected {entry.Size:N0} bytes, {entry.Sha256}; found {found}. Start a new run.");
}
