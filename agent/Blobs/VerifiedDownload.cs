using System.Security.Cryptography;
using Landfall.Contracts.Provenance;
using Landfall.Signing;

namespace Landfall.Agent.Blobs;

/// <summary>Brings the files of a manifest to disk; nothing stands under its name there before its hash was checked.</summary>
internal sealed class VerifiedDownload(BlobContainer container)
{
    private const int Tries = 4;

    public async Task All(FileManifest manifest, string manifestPath, string folder, CancellationToken cancel)
    {
        if (manifest.Problems() is [var problem, ..])
            throw new AgentFailure(ExitCode.Refused, $"the manifest {manifestPath} cannot be used: {problem}");

        foreach (var file in manifest.Files)
            await One(file, RegistryLayout.FileBeside(manifestPath, file.Name), Path.Combine(folder, file.Name), cancel);
    }

    private async Task One(FileEntry file, string blob, string target, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (File.Exists(target) && await HashOf(target, cancel) == file.Sha256)
            return;

        var part = target + ".part";
        File.Delete(part);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Append(blob, part, file.Size, cancel);
                break;
            }
            catch (Exception cut) when (attempt < Tries && cut is IOException or HttpRequestException)
            {
                // The connection broke: go on from where it did.
            }
        }

        if (VersionVerifier.CheckFile(file, new FileInfo(part).Length, await HashOf(part, cancel)) is { } refusal)
        {
            File.Delete(part);
            throw new AgentFailure(ExitCode.Refused, refusal.Message);
        }

        File.Move(part, target, overwrite: true);
    }

    private async Task Append(string blob, string part, long size, CancellationToken cancel)
    {
        await using var to = new FileStream(part, FileMode.Append, FileAccess.Write);
        await using var from = await container.Open(blob, to.Length, cancel);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancel)) > 0)
        {
            if (to.Length + read > size)
                throw new AgentFailure(ExitCode.Refused, $"{blob} is larger than the {size:N0} bytes its manifest says");
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }

    private static async Task<string> HashOf(string path, CancellationToken cancel)
    {
        await using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }
}
