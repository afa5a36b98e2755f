namespace Landfall.Local.Events;

/// <summary>
/// A storage account on one machine: Azurite, and before its blob endpoint a proxy that raises the events which Azurite
/// does not have.
/// </summary>
public sealed class LocalStorage : IAsyncDisposable
{
    private readonly AzuriteWatch azurite;
    private readonly StorageProxy proxy;

    private LocalStorage(AzuriteWatch azurite, StorageProxy proxy)
    {
        Adopted = azurite.Process.Adopted;
        Ports = azurite.Process.Ports;
        this.azurite = azurite;
        this.proxy = proxy;
    }

    /// <summary>The blob endpoint for everyone, with the account's name and no slash at its end.</summary>
    public Uri BlobEndpoint => new($"{proxy.Address}{AzuriteAccount.Name}");

    public Uri QueueEndpoint => new($"http://127.0.0.1:{Ports.Queue}/{AzuriteAccount.Name}");

    public Uri TableEndpoint => new($"http://127.0.0.1:{Ports.Table}/{AzuriteAccount.Name}");

    /// <summary>For apps: the account, its well-known key, and the endpoints above.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AzuriteAccount.Name};AccountKey={AzuriteAccount.Key};"
        + $"BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};TableEndpoint={TableEndpoint};";

    /// <summary>Whether the Azurite of an earlier life was found running and kept.</summary>
    public bool Adopted { get; }

    public int AzuritePid => azurite.Process.Pid;

    internal AzuritePorts Ports { get; }

    /// <summary>Installs Azurite if needed, starts or adopts it, and ends the writes that a crash left open.</summary>
    /// <exception cref="LocalStartException">Says what is missing or did not start, and what to do.</exception>
    public static async Task<LocalStorage> StartAsync(
        LocalStorageOptions options, EventGrid events, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(events);
        Directory.CreateDirectory(options.StateFolder);
        var runtime = await NodeRuntime.FindAsync(options.SearchPath, cancel);
        var script = await new AzuriteInstall(options.CacheFolder, runtime, options.Progress).EnsureAsync(cancel);
        var process = await AzuriteProcess.StartAsync(options, runtime, script, cancel);
        var azurite = new AzuriteWatch(
            process,
            (ports, stop) => AzuriteProcess.StartAsync(options with { Ports = ports }, runtime, script, stop),
            events.Log);
        try
        {
            var port = options.Ports.ChooseProxy(process.Ports);
            var proxy = await StorageProxy.StartAsync(events, process.Ports.Blob, port, cancel);
            return new LocalStorage(azurite, proxy);
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves Azurite running without us, as a kill of this process does.</summary>
    internal async Task AbandonAsync()
    {
        await proxy.DisposeAsync();
        await azurite.AbandonAsync();
    }

    /// <summary>Finishes the writes under way, then lets Azurite save and end.</summary>
    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await azurite.DisposeAsync();
    }
}
