using System.Collections.Concurrent;
using Landfall.Local.Engine;
using Landfall.Local.Host.Http;
using Landfall.Local.Host.Processes;
using VersionOrder = Landfall.Worker.VersionOrder;

namespace Landfall.Local.Host;

/// <summary>
/// Runs function apps on this machine like the real host does: same requests, same answers, same oddities.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, AppHost> _apps = new(StringComparer.OrdinalIgnoreCase);
    private readonly PidFile _pids;
    private TaskHubServer _server = null!;
    private int _closed;

    private FunctionsHost(PidFile pids) => _pids = pids;

    /// <summary>The running apps by name.</summary>
    public IReadOnlyDictionary<string, RunningApp> Apps => _apps.ToDictionary(
        a => a.Key, a => a.Value.Running, StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the task hub's gRPC endpoint listens.</summary>
    public Uri TaskHubAddress => _server.Address;

    /// <summary>Ids of the handlers that run right now, by app.</summary>
    public IReadOnlyDictionary<string, int> ProcessIds => _apps
        .Where(a => a.Value.Handler.Id is not null)
        .ToDictionary(a => a.Key, a => a.Value.Handler.Id!.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Ends handlers left over from an earlier life, opens all addresses and starts all handlers. Returns before the
    /// handlers answer; requests wait for them. See <see cref="ReadyAsync"/>.
    /// </summary>
    /// <exception cref="InvalidDataException">An app's files are wrong; the message names every place.</exception>
    public static async Task<FunctionsHost> StartAsync(HostOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.StateFolder);
        var pids = new PidFile(options.StateFolder);
        if (pids.EndOrphans() is > 0 and var ended)
            options.Log(new HostLogLine(
                "host", HostLogLevel.Warning, $"ended {ended} handlers that an earlier run left behind"));
        var keys = KeyRing.Load(options.StateFolder, options.Apps.Select(a => a.Name));
        var host = new FunctionsHost(pids);
        host._server = await TaskHubServer.StartAsync(
            options.TaskHub, new TaskHubDefaults(host.NewestVersion), options.Wires.ToTaskHub, cancel);
        try
        {
            foreach (var app in options.Apps)
                host.Add(app.Name, new AppHost(app, options, keys[app.Name], pids, host._server.Address));
            foreach (var app in host._apps.Values) await app.Start(cancel);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private void Add(string name, AppHost app)
    {
        if (!_apps.TryAdd(name, app)) throw new ArgumentException($"Two of the apps are named '{name}'.");
    }

    // All apps of one hub share one host.json; where they do not, the newest counts.
    private string? NewestVersion() => _apps.Values
        .Select(app => app.DefaultVersion)
        .Aggregate((string?)null, (newest, next) => VersionOrder.Compare(next, newest) > 0 ? next : newest);

    /// <summary>Completes when every handler answers requests.</summary>
    public Task ReadyAsync(CancellationToken cancel = default) =>
        Task.WhenAll(_apps.Values.Select(a => a.Handler.Ready(cancel)));

    /// <summary>
    /// Ends one app's handler and starts it again, with the functions that its folder has now; its address, its keys and
    /// queued work stay.
    /// </summary>
    /// <exception cref="KeyNotFoundException">No such app.</exception>
    /// <exception cref="InvalidDataException">
    /// Its files are wrong, or its host.json now names a version below that of runs which are alive; it goes on as it was.
    /// </exception>
    public async Task RestartAppAsync(string name)
    {
        var app = _apps[name];
        app.CheckVersions();
        if (app.HasOtherFunctions)
            _apps[name] = await app.Recycle(_pids, _server.Address);
        else
            app.Handler.Restart();
    }

    /// <summary>Ends all handlers with everything they started, and closes all addresses.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        await Task.WhenAll(_apps.Values.Select(a => a.DisposeAsync().AsTask()));
        await _server.DisposeAsync();
    }
}
