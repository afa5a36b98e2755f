using System.Security.Cryptography;
using System.Text.Json;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>Brings labels, rows and answers to the disk and holds them to their digests.</summary>
internal sealed class PredictionFiles(IBlobStore blobs, IBlobFiles files)
{
    public const string Name = "predictions.csv";
    public const string BehaviourName = "behaviour.csv";

    /// <exception cref="TerminalFailure">They are not those of the split.</exception>
    public async Task Labels(Split split, string file, CancellationToken cancel)
    {
        var path = new BlobPath(Containers.Labels, split.Labels);
        await files.Download(path, null, file, cancel);
        if (await Hash(file, cancel) != Paths.Hex(split.LabelsDigest))
            throw Changed(path);
    }

    /// <exception cref="TerminalFailure">They are not what the Job pushed.</exception>
    public Task Predictions(JobOutput output, string file, CancellationToken cancel) =>
        Fetch(new(Containers.Outputs, output.Manifest), output.Digest, Name, file, cancel);

    /// <summary>The rows that the behavioural checks asked about.</summary>
    /// <exception cref="TerminalFailure">They are not those of the split.</exception>
    public Task Asked(Split split, string file, CancellationToken cancel) =>
        Fetch(new(Containers.Holdout, split.HoldoutManifest), split.HoldoutDigest, BehaviourName, file, cancel);

    /// <summary>What was said about them.</summary>
    /// <exception cref="TerminalFailure">They are not what the Job pushed.</exception>
    public Task Behaviour(JobOutput output, string file, CancellationToken cancel) =>
        Fetch(new(Containers.Outputs, output.Manifest), output.Digest, BehaviourName, file, cancel);

    /// <summary>What was seen of the server's memory meanwhile; where it is missing nothing is lost, and nothing known.</summary>
    /// <returns>Null when the agent wrote nothing down, or nothing that can be read.</returns>
    public async Task<ServerMemory?> Memory(JobOutput output, string file, CancellationToken cancel)
    {
        var path = new BlobPath(Containers.Outputs, output.Manifest);
        if (!await TryFetch(path, output.Digest, ServerMemory.FileName, file, cancel))
            return null;
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(file, cancel), AgentJson.Default.ServerMemory);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task Fetch(BlobPath path, string digest, string name, string file, CancellationToken cancel)
    {
        if (!await TryFetch(path, digest, name, file, cancel))
        {
            throw new TerminalFailure(
                $"{path} lists no {name}: what wrote it did not finish, or is of an earlier version. Run the data again.");
        }
    }

    /// <returns>False when the manifest lists no such file.</returns>
    private async Task<bool> TryFetch(BlobPath path, string digest, string name, string file, CancellationToken cancel)
    {
        var manifest = await blobs.NeedJson<FileManifest>(path, cancel);
        if (manifest.Digest != digest)
            throw Changed(path);

        if (manifest.Files.FirstOrDefault(f => f.Name == name) is not { } entry)
            return false;
        var blob = new BlobPath(path.Container, RegistryLayout.FileBeside(path.Name, name));
        await files.Download(blob, null, file, cancel);
        return await Hash(file, cancel) == entry.Sha256 ? true : throw Changed(blob);
    }

    private static async Task<string> Hash(string file, CancellationToken cancel)
    {
        await using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }

    private static TerminalFailure Changed(BlobPath path) =>
        new($"{path} is not what its digest says: it was changed since it was written. Run the data again.");
}
