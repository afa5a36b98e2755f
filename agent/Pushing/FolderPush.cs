using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text.Json;
using Landfall.Agent.Blobs;
using Landfall.Contracts.Provenance;

namespace Landfall.Agent.Pushing;

/// <summary>
/// Uploads a folder: the files first, their manifest last and once. A manifest that is there says that everything is
/// there; whoever pushes the same again succeeds, whoever pushes something else is refused.
/// </summary>
internal sealed class FolderPush(BlobContainer container)
{
    private const int MaxFiles = 10_000;
    private const int ManifestLimit = 8 * 1024 * 1024;

    public async Task<FileManifest> Push(string folder, string prefix, long maxBytes, CancellationToken cancel)
    {
        var manifest = await Describe(folder, maxBytes, cancel);
        foreach (var file in manifest.Files)
        {
            var name = $"{prefix}/{RegistryLayout.FilesFolder}/{file.Name}";
            await container.Create(name, () => new StreamContent(File.OpenRead(Path.Combine(folder, file.Name))), cancel);
        }

        var path = $"{prefix}/{RegistryLayout.ManifestFile}";
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, ProvenanceJson.Default.FileManifest);
        if (!await container.Create(path, () => new ByteArrayContent(json), cancel))
            await MustBeTheSame(path, manifest, cancel);

        return manifest;
    }

    private async Task MustBeTheSame(string path, FileManifest manifest, CancellationToken cancel)
    {
        var there = await container.Read(path, ManifestLimit, cancel) is { } content
            ? JsonSerializer.Deserialize(content, ProvenanceJson.Default.FileManifest)
            : null;
        if (there?.Digest != manifest.Digest)
        {
            throw new AgentFailure(
                ExitCode.Conflict,
                $"another output is there already: {path} lists {there?.Digest ?? "nothing"}, this one is {manifest.Digest}. "
                + "Each attempt needs a prefix of its own");
        }
    }

    private static async Task<FileManifest> Describe(string folder, long maxBytes, CancellationToken cancel)
    {
        if (Links(folder).FirstOrDefault() is { } link)
        {
            throw new AgentFailure(
                ExitCode.Refused,
                $"the output holds a link, {Path.GetRelativePath(folder, link)}: it could point anywhere on the node; write a copy of the file");
        }

        var files = new List<FileEntry>();
        long total = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*", Everything).Order(StringComparer.Ordinal))
        {
            var info = new FileInfo(path);
            total += info.Length;
            if (files.Count == MaxFiles || total > maxBytes)
            {
                throw new AgentFailure(
                    ExitCode.Refused,
                    $"the output has more than {MaxFiles:N0} files or {maxBytes:N0} bytes; write less, or raise --max-bytes");
            }

            await using var content = info.OpenRead();
            var hash = await SHA256.HashDataAsync(content, cancel);
            files.Add(new(
                Path.GetRelativePath(folder, path).Replace('\\', '/'), info.Length, Convert.ToHexStringLower(hash)));
        }

        return new(files);
    }

    /// <summary>Links to files and to folders; what lies behind them is not looked at.</summary>
    private static FileSystemEnumerable<string> Links(string folder) => new(
        folder, (ref FileSystemEntry entry) => entry.ToFullPath(),
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    /// <summary>A link that appears meanwhile is left out.</summary>
    private static EnumerationOptions Everything { get; } = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };
}
