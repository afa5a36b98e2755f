using System.IO.Enumeration;
using Azure.Storage.Blobs;
using Landfall.Cli.Platform;
using Landfall.Contracts.Documents;
using Landfall.Storage;

namespace Landfall.Cli.Landing;

/// <summary>Which files of a folder go where. The sign that completes the dataset goes last, made here if it is a bare marker.</summary>
/// <param name="Dataset">The blobs' folder.</param>
/// <param name="Sign">What completes it; null where time or each file does.</param>
internal sealed record DatasetUpload(string Container, string Dataset, IReadOnlyList<FileInfo> Files, FileInfo? Sign)
{
    public long Bytes => Files.Sum(file => file.Length);

    /// <exception cref="CliException">The folder holds nothing that belongs to the pipeline.</exception>
    public static DatasetUpload Plan(DataSpec data, string folder, string? name)
    {
        var from = new DirectoryInfo(folder);
        if (!from.Exists)
            throw new CliException($"The folder {folder} does not exist.", "Name the folder that holds the files of one dataset.");

        var sign = data.Complete.Marker ?? data.Complete.Manifest;
        var files = from.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal)
            .Where(file => file.Name != sign && FileSystemName.MatchesSimpleExpression(data.Files, file.Name, ignoreCase: false))
            .ToList();
        if (files.Count == 0)
            throw new CliException($"{folder} holds no file that matches '{data.Files}'.",
                "The pipeline's spec.data.files says which names belong to a dataset.");

        var signed = sign is null ? null : new FileInfo(Path.Combine(folder, sign));
        if (signed is { Exists: false } && data.Complete.Manifest is not null)
            throw new CliException($"{folder} lacks {sign}, the manifest that lists its files.",
                "Expected: { \"files\": [ \"part-0.parquet\" ] }");
        return new(data.Container, $"{data.Prefix}{name ?? from.Name}", files, signed);
    }

    public async Task RunAsync(PlatformEndpoints endpoints, CancellationToken cancellation)
    {
        var setting = endpoints.StorageConnection ?? endpoints.Storage
            ?? throw new CliException("The endpoints file does not say where the storage is.",
                "Add \"storage\": \"https://ACCOUNT.blob.core.windows.net\".");
        var container = StorageAccess.Open(setting).GetBlobContainerClient(Container);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        foreach (var file in Files)
            await Blob(container, file.Name).UploadAsync(file.FullName, overwrite: true, cancellation);

        if (Sign is { Exists: true })
            await Blob(container, Sign.Name).UploadAsync(Sign.FullName, overwrite: true, cancellation);
        else if (Sign is not null)
            await Blob(container, Sign.Name).UploadAsync(BinaryData.Empty, overwrite: true, cancellation);
    }

    private BlobClient Blob(BlobContainerClient container, string file) => container.GetBlobClient($"{Dataset}/{file}");
}
