using System.Security.Cryptography;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>Brings labels and predictions to the disk and holds them to their digests.</summary>
internal sealed class PredictionFiles(IBlobStore blobs, IBlobFiles files)
{
    public const string Name = "predictions.csv";

    /// <exception cref="TerminalFailure">They are not those of the split.</exception>
    public async Task Labels(Split split, string file, CancellationToken cancel)
    {
        var path = new BlobPath(Containers.Labels, split.Labels);
        await files.Download(path, null, file, cancel);
        if (await Hash(file, cancel) != Paths.Hex(split.LabelsDigest))
            throw Changed(path);
    }

    /// <exception cref="TerminalFailure">They are not what the Job pushed.</exception>
    public async Task Predictions(JobOutput output, string file, CancellationToken cancel)
    {
        var path = new BlobPath(Containers.Outputs, output.Manifest);
        var manifest = await blobs.NeedJson<FileManifest>(path, cancel);
        if (manifest.Digest != output.Digest)
            throw Changed(path);

        var entry = manifest.Files.FirstOrDefault(f => f.Name == Name)
            ?? throw new TerminalFailure($"{path} lists no {Name}: the evaluation Job did not finish its work.");
        var blob = new BlobPath(Containers.Outputs, RegistryLayout.FileBeside(output.Manifest, Name));
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
