using System.Security.Cryptography;
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

    private async Task Fetch(BlobPath path, string digest, string name, string file, CancellationToken cancel)
    {
        var manifest = await blobs.NeedJson<FileManifest>(path, cancel);
        if (manifest.Digest != digest)
            throw Changed(path);

        var entry = manifest.Files.FirstOrDefault(f => f.Name == name)
            ?? throw new TerminalFailure($"{path} lists no {name}: what wrote it did not finish, or is of an earlier version. Run the data again.");
        var blob = new BlobPath(path.Container, RegistryLayout.FileBeside(path.Name, name));
        await files.Download(blob, null, file, cancel);
        if (await Hash(file, cancel) != entry.Sha256)
            throw Changed(blob);
    }

    private static async Task<string> Hash(string file, CancellationToken cancel)
    {
        await using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }

    private static TerminalFailure Changed(BlobPath path) =>
        new($"{path} is not what its digest says: it was changed since it was written. Run the data again.");
}
