using System.Text.Json.Nodes;
using System.Threading.Channels;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Store;

/// <summary>What a change did: the object as it now is (or last was), and whether anything moved.</summary>
internal sealed record StoreResult(JsonObject Object, bool Created, bool Changed, bool Deleted);

/// <summary>
/// All objects, in memory and on disk, under one counter. Writers take turns; readers get their own copies.
/// A window of past changes serves watches; what is older is "expired", as with the real server's watch cache.
/// </summary>
internal sealed class ObjectStore : IDisposable
{
    private const int WindowSize = 4096;

    private readonly Lock _gate = new();
    private readonly ObjectFile _file;
    private readonly SortedDictionary<string, (ObjectKey Key, string Json)> _objects = new(StringComparer.Ordinal);
    private readonly List<StoreEvent> _window = [];
    private readonly List<Channel<StoreEvent>> _watchers = [];
    private long _version;
    private long _oldest;

    public ObjectStore(string path)
    {
        _file = new ObjectFile(path);
        foreach (var (key, json) in _file.Read())
            _objects[Path(key)] = (key, json);
        _version = _oldest = _file.Version();
    }

    /// <summary>After each committed change, on the writer's thread: must not block.</summary>
    public event Action<StoreEvent>? Committed;

    public long Version
    {
        get { lock (_gate) return _version; }
    }

    public JsonObject? Get(ApiKind kind, string ns, string name)
    {
        lock (_gate)
            return _objects.TryGetValue(Path(new ObjectKey(kind, ns, name)), out var found) ? Parse(found.Json) : null;
    }

    /// <summary>Objects of a kind in order of namespace and name, with the version the list was taken at.</summary>
    public (long Version, List<JsonObject> Items) List(ApiKind kind, string? ns = null)
    {
        lock (_gate)
            return (_version, [.. Select(kind, ns).Select(Parse)]);
    }

    /// <summary>
    /// Starts a watch. <paramref name="after"/> null: from now, with the present objects returned as initial ones.
    /// </summary>
    /// <exception cref="ExpiredVersionException">The window no longer reaches back that far.</exception>
    public Subscription Watch(ApiKind kind, string? ns, long? after)
    {
        lock (_gate)
        {
            if (after is { } old && old < _oldest)
                throw new ExpiredVersionException(old, _oldest);
            var channel = Channel.CreateUnbounded<StoreEvent>();
            if (after is { } version)
            {
                foreach (var past in _window.Where(change => change.Version > version))
                    channel.Writer.TryWrite(past);
            }
            List<JsonObject> initial = after is null ? [.. Select(kind, ns).Select(Parse)] : [];
            _watchers.Add(channel);
            return new Subscription(initial, _version, channel.Reader, () => Forget(channel));
        }
    }

    /// <summary>
    /// One atomic step: <paramref name="change"/> sees the present object (null if absent) and returns the wanted one,
    /// or null to remove it. Nothing is written when both are equal, when both are null, or when it throws.
    /// </summary>
    public StoreResult Change(ObjectKey key, Func<JsonObject?, JsonObject?> change, bool dryRun = false)
    {
        StoreEvent committed;
        JsonObject result;
        var created = false;
        lock (_gate)
        {
            var before = _objects.TryGetValue(Path(key), out var found) ? found.Json : null;
            var wanted = change(before is null ? null : Parse(before));
            if (wanted is null && before is null)
                return new StoreResult([], false, false, false);
            if (wanted is not null && before is not null && JsonNode.DeepEquals(wanted, Parse(before)))
                return new StoreResult(wanted, false, false, false);
            result = wanted ?? Parse(before!);
            created = before is null;
            if (dryRun)
                return new StoreResult(result, created, true, wanted is null);
            committed = Commit(key, before, wanted is not null, result);
        }
        Committed?.Invoke(committed);
        return new StoreResult(result, created, true, committed.Type == ChangeType.Deleted);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers)
                watcher.Writer.TryComplete();
            _watchers.Clear();
            _file.Dispose();
        }
    }

    private StoreEvent Commit(ObjectKey key, string? before, bool keep, JsonObject result)
    {
        var version = _version + 1;
        result["metadata"]!["resourceVersion"] = version.ToString();
        var json = result.ToJsonString();
        _file.Write(key, keep ? json : null, version);
        _version = version;
        if (keep)
            _objects[Path(key)] = (key, json);
        else
            _objects.Remove(Path(key));
        var type = before is null ? ChangeType.Added : keep ? ChangeType.Modified : ChangeType.Deleted;
        var committed = new StoreEvent(version, type, key, json, before);
        _window.Add(committed);
        if (_window.Count > WindowSize)
        {
            _oldest = _window[WindowSize / 4].Version;
            _window.RemoveRange(0, (WindowSize / 4) + 1);
        }
        foreach (var watcher in _watchers)
            watcher.Writer.TryWrite(committed);
        return committed;
    }

    private IEnumerable<string> Select(ApiKind kind, string? ns) => _objects.Values
        .Where(entry => entry.Key.Kind == kind && (string.IsNullOrEmpty(ns) || entry.Key.Namespace == ns))
        .Select(entry => entry.Json);

    private void Forget(Channel<StoreEvent> channel)
    {
        lock (_gate)
            _watchers.Remove(channel);
        channel.Writer.TryComplete();
    }

    private static string Path(ObjectKey key) => $"{key.Kind.Qualified}\0{key.Namespace}\0{key.Name}";

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
