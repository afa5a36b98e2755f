using Azure.Storage.Blobs;
using Landfall.Local.Events;

namespace Landfall.Events.Tests.Storage;

/// <summary>One real Azurite with its proxy, an Event Grid, and a webhook that hears of every blob.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Shared by all tests of this checkout and by the local platform.</summary>
    internal static string Cache => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../azurite"));

    internal EventGrid Events { get; private set; } = null!;
    internal LocalStorage Storage { get; private set; } = null!;
    internal Webhook Hook { get; private set; } = null!;
    internal BlobServiceClient Blobs => new(Storage.ConnectionString);

    public async ValueTask InitializeAsync()
    {
        Hook = await Webhook.StartAsync();
        Events = await EventGrid.StartAsync(new EventGridOptions(folder.Path));
        Storage = await LocalStorage.StartAsync(new LocalStorageOptions(folder.Path, Cache), Events);
        await Events.SubscribeAsync(new EventSubscription("all", Hook.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        await Events.DisposeAsync();
        await Hook.DisposeAsync();
        folder.Dispose();
    }

    internal async Task<BlobContainerClient> ContainerAsync()
    {
        var container = Blobs.GetBlobContainerClient($"c{Guid.NewGuid():n}");
        await container.CreateAsync();
        return container;
    }

    /// <summary>The events of one container, once there are as many as expected and nothing is queued.</summary>
    internal async Task<List<BlobEvent>> EventsAsync(BlobContainerClient container, int expected)
    {
        var prefix = $"/blobServices/default/containers/{container.Name}/blobs/";
        List<BlobEvent> Mine() =>
        [
            .. Hook.Events().Select(body => new BlobEvent(body)).Where(found => found.Subject.StartsWith(prefix)),
        ];
        await Eventually.True(() => Mine().Count >= expected, $"{expected} events of {container.Name}");
        await Eventually.True(async () => (await Events.CountAsync()).Queued == 0, "an empty queue");
        var events = Mine();
        Assert.Equal(expected, events.Count);
        return [.. events.OrderBy(found => found.Data("sequencer"), StringComparer.Ordinal)];
    }
}
