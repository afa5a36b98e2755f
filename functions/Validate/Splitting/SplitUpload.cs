using System.Security.Cryptography;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Validate.Splitting;

/// <summary>
/// Writes a split to its containers: files first, manifests last. After a crash the same files are found there, and
/// that is a success; anything else there is a failure that people must look at.
/// </summary>
internal sealed class SplitUpload(IBlobStore blobs, IBlobFiles files)
{
    private const string Bytes = "application/octet-stream";

    public async Task<Split> Run(SplitFiles split, string run, CancellationToken cancel)
    {
        var (train, holdout, labels) = (Paths.TrainManifest(run), Paths.HoldoutManifest(run), Paths.HoldoutLabels(run));
        await Put(labels, split.Labels, Paths.Hex(split.LabelsDigest), cancel);
        await Put(train, split.Train, split.TrainFolder, cancel);
        await Put(holdout, split.Holdout, split.HoldoutFolder, cancel);
        return new(
            train.Name, split.Train.Digest, split.TrainRows, holdout.Name, split.Holdout.Digest, split.HoldoutRows,
            labels.Name, split.LabelsDigest);
    }

    private async Task Put(BlobPath path, FileManifest manifest, string folder, CancellationToken cancel)
    {
        foreach (var file in manifest.Files)
        {
            var blob = new BlobPath(path.Container, RegistryLayout.FileBeside(path.Name, file.Name));
            await Put(blob, Path.Combine(folder, file.Name), file.Sha256, cancel);
        }

        if (!await blobs.CreateJson(path, manifest, cancel)
            && (await blobs.NeedJson<FileManifest>(path, cancel)).Digest != manifest.Digest)
            throw Changed(path);
    }

    private async Task Put(BlobPath path, string file, string sha256, CancellationToken cancel)
    {
        if (await files.Upload(path, file, Bytes, cancel))
            return;

        await using var there = await files.OpenRead(path, null, cancel);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(there, cancel)) != sha256)
            throw Changed(path);
    }

    private static TerminalFailure Changed(BlobPath path) => new(
        $"{path} holds other content than this run's split: it was changed, or the datasets of the training window were. "
        + "Run the data again; a new attempt writes under a new name.");
}
