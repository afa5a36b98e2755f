using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Landfall.Domain.Storage;

namespace Landfall.Storage;

/// <summary>Small blobs in an Azure Storage account.</summary>
public sealed class AzureBlobStore(BlobServiceClient account) : IBlobStore
{
    public async Task<StoredBlob?> Read(BlobPath path, CancellationToken cancel, long maxBytes = 16 * 1024 * 1024)
    {
        try
        {
            using var answer = (await Client(path).DownloadStreamingAsync(cancellationToken: cancel)).Value;
            if (answer.Details.ContentLength > maxBytes)
                throw new BlobTooLargeException(path, answer.Details.ContentLength, maxBytes);

            var content = new byte[answer.Details.ContentLength];
            await answer.Content.ReadExactlyAsync(content, cancel);
            return new(content, answer.Details.ETag.ToString());
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async Task<bool> Create(
        BlobPath path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel) =>
        await Replace(path, content, contentType, expected: null, cancel) is not null;

    public async Task<string?> Replace(
        BlobPath path, ReadOnlyMemory<byte> content, string contentType, string? expected, CancellationToken cancel)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = contentType },
            Conditions = expected is null ? new() { IfNoneMatch = ETag.All } : new() { IfMatch = new ETag(expected) },
        };

        try
        {
            var answer = await Client(path).UploadAsync(new BinaryData(content), options, cancel);
            return answer.Value.ETag.ToString();
        }
        catch (RequestFailedException slower) when (slower.Status is 409 or 412)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<BlobFound> List(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = account.GetBlobContainerClient(container)
            .GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancel);

        await using var found = pages.GetAsyncEnumerator(cancel);
        while (await IsMore(found))
        {
            var (blob, facts) = (found.Current, found.Current.Properties);
            yield return new(
                blob.Name, facts.ContentLength ?? 0, facts.ETag?.ToString() ?? "",
                facts.LastModified ?? DateTimeOffset.MinValue, facts.ContentType);
        }
    }

    private static async Task<bool> IsMore(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    private BlobClient Client(BlobPath path) => account.GetBlobContainerClient(path.Container).GetBlobClient(path.Name);
}
