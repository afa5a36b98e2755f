using Azure.Storage.Blobs;
using Landfall.Local.Events;

namespace Landfall.Events.Tests.Storage;

/// <summary>What the next life makes of a process that ended between two steps of a write.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const string Name = "landing";

    private readonly TemporaryFolder folder = new();
    private Webhook hook = null!;
    private EventGrid events = null!;
    private LocalStorage storage = null!;

    public async ValueTask InitializeAsync()
    {
        hook = await Webhook.StartAsync();
        await StartAsync();
        await events.SubscribeAsync(new EventSubscription("all", hook.Address));
        await Container.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        await events.DisposeAsync();
        await hook.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Raises_the_event_of_a_write_that_was_forwarded_but_not_marked()
    {
        await new WriteJournal(events).BeginAsync(Write("a.csv"));
        var etag = (await Direct.UploadBlobAsync("a.csv", BinaryData.FromString("12345"))).Value.ETag;

        await RestartAsync();

        await Eventually.True(() => hook.Received.Count == 1, "the event of the open write");
        var raised = new BlobEvent(hook.Events().Single());
        Assert.Equal(etag.ToString().Trim('"'), raised.Data("eTag"));
        Assert.Equal("5", raised.Data("contentLength"));
        Assert.StartsWith(storage.BlobEndpoint.ToString(), raised.Data("url"));
        Assert.Empty(await new WriteJournal(events).OpenAsync());
    }

    [Fact]
    public async Task Drops_a_write_that_never_reached_the_storage()
    {
        await new WriteJournal(events).BeginAsync(Write("never.csv"));

        await RestartAsync();

        Assert.Empty(await new WriteJournal(events).OpenAsync());
        Assert.Equal(new EventCounts(0, 0, 0), await events.CountAsync());
        Assert.Empty(hook.Received);
    }

    [Fact]
    public async Task Does_not_repeat_the_event_of_an_older_write_when_the_newer_one_did_not_happen()
    {
        await Container.UploadBlobAsync("a.csv", BinaryData.FromString("old"));
        await Eventually.True(() => hook.Received.Count == 1, "the event of the first write");
        await new WriteJournal(events).BeginAsync(Write("a.csv"));

        await RestartAsync();

        Assert.Empty(await new WriteJournal(events).OpenAsync());
        Assert.Equal(new EventCounts(0, 0, 0), await events.CountAsync());
        Assert.Single(hook.Received);
    }

    [Fact]
    public async Task Keeps_addresses_and_blobs_over_a_restart()
    {
        await Container.UploadBlobAsync("kept", BinaryData.FromString("kept"));
        var before = storage.ConnectionString;

        await RestartAsync();

        Assert.Equal(before, storage.ConnectionString);
        Assert.Equal("kept", (await Container.GetBlobClient("kept").DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task Adopts_the_azurite_of_a_life_that_was_killed()
    {
        await Container.UploadBlobAsync("unsaved", BinaryData.FromString("only in its memory yet"));
        await storage.AbandonAsync();
        await events.DisposeAsync();
        var killed = storage;

        await StartAsync();

        Assert.True(storage.Adopted);
        Assert.Equal(killed.AzuritePid, storage.AzuritePid);
        Assert.Equal(killed.ConnectionString, storage.ConnectionString);
        Assert.True(await Container.GetBlobClient("unsaved").ExistsAsync());
    }

    [Fact]
    public async Task Starts_azurite_again_on_the_same_ports_when_it_dies()
    {
        var before = (storage.AzuritePid, storage.ConnectionString);
        using (var azurite = System.Diagnostics.Process.GetProcessById(before.AzuritePid))
            azurite.Kill();

        await Eventually.True(() => storage.AzuritePid != before.AzuritePid, "another Azurite");

        Assert.Equal(before.ConnectionString, storage.ConnectionString);
        await Container.CreateIfNotExistsAsync();
        await Container.UploadBlobAsync("after", BinaryData.FromString("after"));
        await Eventually.True(() => hook.Received.Count == 1, "the event of the first write to the new Azurite");
    }

    private BlobContainerClient Container => new(storage.ConnectionString, Name);

    /// <summary>Past the proxy: what a crash after forwarding leaves behind.</summary>
    private BlobContainerClient Direct => new(
        storage.ConnectionString.Replace(storage.BlobEndpoint.ToString(),
            $"http://127.0.0.1:{storage.Ports.Blob}/{AzuriteAccount.Name}"),
        Name);

    private static BlobWrite Write(string blob) =>
        new("PutBlob", Name, blob, $"/{AzuriteAccount.Name}/{Name}/{blob}", "BlockBlob", null, 5, null);

    private async Task RestartAsync()
    {
        await storage.DisposeAsync();
        await events.DisposeAsync();
        await StartAsync();
    }

    private async Task StartAsync()
    {
        events = await EventGrid.StartAsync(new EventGridOptions(folder.Path));
        storage = await LocalStorage.StartAsync(new LocalStorageOptions(folder.Path, StorageFixture.Cache), events);
    }
}
