using System.Security.Cryptography;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using Landfall.Local.Events;

namespace Landfall.Events.Tests.Storage;

public sealed class BlobEventTests(StorageFixture fixture) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Raises_one_event_for_a_put_with_all_that_event_grid_says()
    {
        var container = await fixture.ContainerAsync();
        var blob = container.GetBlobClient("in/2026/a b+(1)&ü.csv");

        var put = await blob.UploadAsync(
            BinaryData.FromString("distance,delay\n1,2\n"), new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv" },
            });

        var raised = (await fixture.EventsAsync(container, 1)).Single();
        Assert.Equal("Microsoft.Storage.BlobCreated", raised.Type);
        Assert.Equal($"/blobServices/default/containers/{container.Name}/blobs/in/2026/a b+(1)&ü.csv", raised.Subject);
        Assert.Equal(
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/"
            + "Microsoft.Storage/storageAccounts/devstoreaccount1",
            raised.Body.GetProperty("topic").GetString());
        Assert.Equal("PutBlob", raised.Data("api"));
        Assert.Equal(put.Value.ETag.ToString().Trim('"'), raised.Data("eTag"));
        Assert.Equal("text/csv", raised.Data("contentType"));
        Assert.Equal("19", raised.Data("contentLength"));
        Assert.Equal("BlockBlob", raised.Data("blobType"));
        Assert.Equal(put.GetRawResponse().Headers.RequestId, raised.Data("requestId"));
        Assert.Equal(48, raised.Data("sequencer").Length);

        // The address in the event is one at which the blob can be fetched.
        var fetched = new BlobClient(new Uri(raised.Data("url")), Credential);
        Assert.Equal(19, (await fetched.GetPropertiesAsync()).Value.ContentLength);
    }

    [Fact]
    public async Task Raises_nothing_for_blocks_and_one_event_for_their_commit()
    {
        var container = await fixture.ContainerAsync();
        var blob = container.GetBlockBlobClient("parts.bin");
        string[] ids = [Convert.ToBase64String([1]), Convert.ToBase64String([2])];
        foreach (var id in ids)
            await blob.StageBlockAsync(id, new MemoryStream(new byte[1000]));

        var commit = await blob.CommitBlockListAsync(ids, new CommitBlockListOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/x-parts" },
        });

        var raised = (await fixture.EventsAsync(container, 1)).Single();
        Assert.Equal("PutBlockList", raised.Data("api"));
        Assert.Equal("2000", raised.Data("contentLength"));
        Assert.Equal("application/x-parts", raised.Data("contentType"));
        Assert.Equal(commit.Value.ETag.ToString().Trim('"'), raised.Data("eTag"));
    }

    [Fact]
    public async Task Raises_one_event_for_a_copy()
    {
        var container = await fixture.ContainerAsync();
        await container.UploadBlobAsync("source", BinaryData.FromString("12345"));

        var target = container.GetBlobClient("target");
        var copy = await target.StartCopyFromUriAsync(container.GetBlobClient("source").Uri);
        await copy.WaitForCompletionAsync();

        var raised = await fixture.EventsAsync(container, 2);
        Assert.Equal(["PutBlob", "CopyBlob"], raised.Select(found => found.Data("api")));
        Assert.Equal("5", raised[1].Data("contentLength"));
        Assert.EndsWith("/blobs/target", raised[1].Subject);
    }

    [Fact]
    public async Task Numbers_the_writes_of_a_blob_in_their_order_and_ends_with_its_deletion()
    {
        var container = await fixture.ContainerAsync();
        var blob = container.GetBlobClient("again");
        List<string> etags = [];
        for (var n = 0; n < 5; n++)
        {
            var put = await blob.UploadAsync(BinaryData.FromString($"{n}"), overwrite: true);
            etags.Add(put.Value.ETag.ToString().Trim('"'));
        }

        await blob.DeleteAsync();

        var raised = await fixture.EventsAsync(container, 6);
        Assert.Equal(etags, raised.Take(5).Select(found => found.Data("eTag")));
        Assert.Equal("Microsoft.Storage.BlobDeleted", raised[5].Type);
    }

    [Fact]
    public async Task Raises_nothing_for_a_write_that_was_refused()
    {
        var container = await fixture.ContainerAsync();
        var blob = container.GetBlobClient("once");
        await blob.UploadAsync(BinaryData.FromString("first"));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => blob.UploadAsync(BinaryData.FromString("second")));
        await blob.SetMetadataAsync(new Dictionary<string, string> { ["seen"] = "yes" });

        Assert.Equal(409, refused.Status);
        await fixture.EventsAsync(container, 1);
        Assert.Empty(await new WriteJournal(fixture.Events).OpenAsync());
    }

    [Fact]
    public async Task Serves_who_has_a_shared_access_signature()
    {
        var container = await fixture.ContainerAsync();
        var sas = container.GetBlobClient("signed/x y.txt")
            .GenerateSasUri(BlobSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1));

        await new BlobClient(sas).UploadAsync(BinaryData.FromString("by signature"));

        Assert.Equal("by signature", (await new BlobClient(sas).DownloadContentAsync()).Value.Content.ToString());
        await fixture.EventsAsync(container, 1);
    }

    [Fact]
    public async Task Refuses_a_wrong_key_and_raises_nothing()
    {
        var container = await fixture.ContainerAsync();
        var thief = new BlobContainerClient(
            container.Uri, new StorageSharedKeyCredential(AzuriteAccount.Name, Convert.ToBase64String(new byte[64])));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => thief.UploadBlobAsync("x", BinaryData.FromString("x")));

        Assert.Equal(403, refused.Status);
        await fixture.EventsAsync(container, 0);
    }

    [Fact]
    public async Task Streams_large_blobs_and_ranges_both_ways()
    {
        var container = await fixture.ContainerAsync();
        var content = new byte[40 * 1024 * 1024];
        new Random(7).NextBytes(content);
        var blob = container.GetBlobClient("large.bin");

        await blob.UploadAsync(new MemoryStream(content), new BlobUploadOptions
        {
            TransferOptions = new StorageTransferOptions { InitialTransferSize = content.Length },
        });
        var whole = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        var range = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(1_000_000, 512) });

        Assert.Equal(SHA256.HashData(content), SHA256.HashData(whole));
        Assert.Equal(content.AsSpan(1_000_000, 512).ToArray(), range.Value.Content.ToArray());
        Assert.Equal($"{content.Length}", (await fixture.EventsAsync(container, 1)).Single().Data("contentLength"));
    }

    [Fact]
    public async Task Raises_exactly_one_event_for_each_of_many_parallel_writes()
    {
        var container = await fixture.ContainerAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(
            n => container.UploadBlobAsync($"part-{n}", BinaryData.FromString($"{n}"))));

        var raised = await fixture.EventsAsync(container, 100);
        Assert.Equal(100, raised.Select(found => found.Subject).Distinct().Count());
        Assert.Equal(100, raised.Select(found => found.Data("sequencer")).Distinct().Count());
    }

    private static StorageSharedKeyCredential Credential => new(AzuriteAccount.Name, AzuriteAccount.Key);
}
