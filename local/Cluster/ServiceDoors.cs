using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;
using Landfall.Local.Shared;

namespace Landfall.Local.Cluster;

/// <summary>
/// The addresses of Services for pods: a port of this machine for each that a pod was told of, whose connections go to the ready
/// pods in turn. Kept in a file, because pods outlive this process and keep the address.
/// </summary>
internal sealed class ServiceDoors : IAsyncDisposable
{
    private readonly Endpoints _endpoints;
    private readonly ObjectStore _store;
    private readonly Action<string> _log;
    private readonly string _file;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TcpListener Listener, Task Serving)> _doors = [];
    private readonly CancellationTokenSource _leave = new();
    private int _turn;

    public ServiceDoors(Endpoints endpoints, ObjectStore store, string folder, Action<string> log)
    {
        (_endpoints, _store, _log, _file) = (endpoints, store, log, Path.Combine(folder, "service-doors.json"));
        foreach (var (key, port) in Kept().Where(door => Exists(door.Key)))
            Reopen(key, port);
    }

    /// <returns>The port of this machine that stands for a Service's port; the same at every call.</returns>
    public int Open(string ns, string name, int port)
    {
        lock (_gate)
        {
            var key = $"{ns}/{name}/{port}";
            if (_doors.TryGetValue(key, out var open))
                return Port(open.Listener);

            var listener = Listen(key, 0);
            WholeFile.Write(_file, JsonSerializer.Serialize(_doors.ToDictionary(door => door.Key, door => Port(door.Value.Listener))));
            return Port(listener);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync();
        foreach (var (listener, _) in _doors.Values)
            listener.Stop();
        await Task.WhenAll(_doors.Values.Select(door => door.Serving));
        _leave.Dispose();
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private Dictionary<string, int> Kept() => File.Exists(_file)
        ? JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(_file))!
        : [];

    private bool Exists(string key) => key.Split('/') is [var ns, var name, _] && _store.Get(KindTable.Service, ns, name) is not null;

    private void Reopen(string key, int port)
    {
        try
        {
            Listen(key, port);
        }
        catch (SocketException taken)
        {
            _log($"service {key}: port {port} is taken, and pods that were told of it do not reach it: {taken.Message}");
        }
    }

    private TcpListener Listen(string key, int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        var parts = key.Split('/');
        _doors[key] = (listener, Task.Run(() => Serve(listener, parts[0], parts[1], int.Parse(parts[2]))));
        return listener;
    }

    private async Task Serve(TcpListener listener, string ns, string name, int port)
    {
        while (!_leave.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(_leave.Token);
                _ = Pass(client, _endpoints.Resolve(ns, name, port));
            }
            catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException broken)
            {
                // One connection that broke off before it was taken; the next one is another.
                _log($"service {ns}/{name}: {broken.Message}");
            }
        }
    }

    /// <summary>Without a ready pod the connection is closed, as nobody would have answered.</summary>
    private async Task Pass(TcpClient client, IReadOnlyList<IPEndPoint> ready)
    {
        using var from = client;
        if (ready.Count == 0)
            return;

        try
        {
            using var to = new TcpClient();
            await to.ConnectAsync(ready[(int)((uint)Interlocked.Increment(ref _turn) % (uint)ready.Count)], _leave.Token);
            await using var near = from.GetStream();
            await using var far = to.GetStream();
            // Whichever side ends, ends both.
            await Task.WhenAny(near.CopyToAsync(far, _leave.Token), far.CopyToAsync(near, _leave.Token));
        }
        catch (Exception broken) when (broken is SocketException or IOException or OperationCanceledException)
        {
            // Either end sees its connection close, which says it.
        }
    }
}
