using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Landfall.Domain.Storage;

namespace Landfall.Storage;

/// <summary>Whole files in an Azure Storage account, streamed; and signed links to one container.</summary>
/// <param name="rights">A link grants nothing beyond these; null leaves it to the account.</param>
public sealed class AzureBlobFiles(BlobServiceClient account, TimeProvider time, ContainerRights? rights = null) : IBlobFiles
{
    public async Task Download(BlobPath path, string? etag, string file, CancellationToken cancel)
    {
        var options = new BlobDownloadToOptions
        {
            Conditions = Precondition(etag),
            TransferOptions = new StorageTransferOptions { MaximumConcurrency = 2, MaximumTransferSize = 8 * 1024 * 1024 },
        };
        try
        {
            await Client(path).DownloadToAsync(file, options, cancel);
        }
        catch (RequestFailedException changed) when (etag is not null && changed.Status is 404 or 412)
        {
            throw new BlobChangedException(path, etag!);
        }
    }

    public async Task<Stream> OpenRead(BlobPath path, string? etag, CancellationToken cancel)
    {
        try
        {
            // One request, and where the line breaks the rest of the same version is asked for.
            var options = new BlobDownloadOptions { Conditions = Precondition(etag) };
            return (await Client(path).DownloadStreamingAsync(options, cancel)).Value.Content;
        }
        catch (RequestFailedException changed) when (etag is not null && changed.Status is 404 or 412)
        {
            throw new BlobChangedException(path, etag!);
        }
    }

    public async Task<bool> Upload(BlobPath path, string file, string contentType, CancellationToken cancel)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = contentType },
            Conditions = new() { IfNoneMatch = ETag.All },
        };
        try
        {
            await Client(path).UploadAsync(file, options, cancel);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>A user delegation link where the app has an identity, an account link where it has the emulator's key.</summary>
    public async Task<Uri> Link(string container, ContainerAccess access, TimeSpan lifetime, CancellationToken cancel)
    {
        if (rights is not null)
            RightsPolicy.Check(rights, container, write: access == ContainerAccess.CreateAndWrite);

        var client = account.GetBlobContainerClient(container);
        var now = time.GetUtcNow();
        var sas = new BlobSasBuilder
        {
            BlobContainerName = container,
            Resource = "c",
            StartsOn = now.AddMinutes(-5),
            ExpiresOn = now.Add(lifetime),
        };
        sas.SetPermissions(access == ContainerAccess.Read
            ? BlobContainerSasPermissions.Read
            : BlobContainerSasPermissions.Create | BlobContainerSasPermissions.Write | BlobContainerSasPermissions.Read);

        if (client.CanGenerateSasUri)
            return client.GenerateSasUri(sas);

        var key = await account.GetUserDelegationKeyAsync(new BlobGetUserDelegationKeyOptions(sas.ExpiresOn), cancel);
        return new BlobUriBuilder(client.Uri) { Sas = sas.ToSasQueryParameters(key.Value, account.AccountName) }.ToUri();
    }

    private static BlobRequestConditions? Precondition(string? etag) =>
        etag is null ? null : new BlobRequestConditions { IfMatch = new ETag(etag) };

    private BlobClient Client(BlobPath path) => account.GetBlobContainerClient(path.Container).GetBlobClient(path.Name);
}
