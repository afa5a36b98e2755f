using System.Threading.Channels;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>What every controller has at hand.</summary>
internal sealed record ControllerContext(
    ObjectStore Store, ObjectWriter Writer, ObjectDeleter Deleter, EventRecorder Events, TimeProvider Time, Action<string> Log);

/// <summary>
/// A level-triggered controller: keys of objects that may need work come into a queue once each; a failed or postponed
/// key comes back later.
/// </summary>
internal abstract class Reconciler(ControllerContext context) : IAsyncDisposable
{
    private readonly Channel<(string Namespace, string Name)> _queue = Channel.CreateUnbounded<(string, string)>();
    private readonly HashSet<(string, string)> _queued = [];
    private readonly Dictionary<(string, string), ITimer> _timers = [];
    private readonly Lock _gate = new();
    private Task _loop = Task.CompletedTask;
    private bool _stopped;

    protected ControllerContext Context { get; } = context;

    protected ObjectStore Store => Context.Store;

    protected DateTimeOffset Now => Context.Time.GetUtcNow();

    /// <summary>The kind whose objects are reconciled.</summary>
    protected abstract ApiKind Kind { get; }

    public void Start()
    {
        Store.Committed += OnChange;
        foreach (var item in Store.List(Kind).Items)
            Enqueue(item.Namespace(), item.Name());
        _loop = Task.Run(LoopAsync);
    }

    public async ValueTask DisposeAsync()
    {
        Store.Committed -= OnChange;
        lock (_gate)
        {
            _stopped = true;
            foreach (var timer in _timers.Values)
                timer.Dispose();
        }
        _queue.Writer.TryComplete();
        await _loop;
        GC.SuppressFinalize(this);
    }

    /// <summary>Brings one object nearer to what it asks for; the answer is when to look again, if time alone matters.</summary>
    protected abstract TimeSpan? Reconcile(string ns, string name);

    /// <summary>Which keys a change concerns; by default the object itself, and the owner of a pod or set.</summary>
    protected virtual void OnChange(StoreEvent change)
    {
        if (change.Key.Kind == Kind)
            Enqueue(change.Key.Namespace, change.Key.Name);
        else if (Owner(change) is { } owner)
            Enqueue(change.Key.Namespace, owner);
    }

    protected void Enqueue(string ns, string name)
    {
        lock (_gate)
        {
            if (!_stopped && _queued.Add((ns, name)))
                _queue.Writer.TryWrite((ns, name));
        }
    }

    protected void EnqueueAfter(string ns, string name, TimeSpan delay)
    {
        lock (_gate)
        {
            if (_stopped)
                return;
            if (_timers.Remove((ns, name), out var old))
                old.Dispose();
            _timers[(ns, name)] = Context.Time.CreateTimer(
                _ => Enqueue(ns, name), null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    private string? Owner(StoreEvent change) => change.Object().Items("metadata", "ownerReferences")
        .FirstOrDefault(owner => owner.Flag("controller") && owner.Text("kind") == Kind.Name)?.Text("name");

    private async Task LoopAsync()
    {
        await foreach (var key in _queue.Reader.ReadAllAsync())
        {
            lock (_gate)
            {
                _queued.Remove(key);
                if (_stopped)
                    return;
            }
            try
            {
                if (Reconcile(key.Namespace, key.Name) is { } delay)
                    EnqueueAfter(key.Namespace, key.Name, delay > TimeSpan.Zero ? delay : TimeSpan.FromMilliseconds(1));
            }
            catch (Exception e)
            {
                Context.Log($"{GetType().Name}: {key.Namespace}/{key.Name}: {e.Message}; trying again in a second");
                EnqueueAfter(key.Namespace, key.Name, TimeSpan.FromSeconds(1));
            }
        }
    }
}
