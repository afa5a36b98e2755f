using Landfall.Local.Engine.Dispatch;
using Landfall.Local.Engine.Storage;
using Landfall.Local.Engine.Turns;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine;

/// <summary>
/// A durable task hub in one SQLite file. Every call that changes something completes after its commit is on disk.
/// Refusals are <see cref="TaskHubException"/>.
/// </summary>
public sealed class TaskHub : IAsyncDisposable
{
    private readonly TaskHubOptions _options;
    private readonly FileStream _lock;
    private readonly ReaderPool _readers;
    private readonly Journal _journal;
    private readonly Deliveries _deliveries;
    private readonly Dispatcher _dispatcher;
    private readonly Retention _retention;
    private readonly Waiters _waiters = new();
    private int _closed;

    private TaskHub(TaskHubOptions options, FileStream held)
    {
        (_options, _lock) = (options, held);
        var writer = new Database(options.File, readOnly: false);
        Schema.Ensure(writer, options.File);
        _readers = new ReaderPool(options.File);
        _deliveries = new Deliveries(options, _readers);
        _dispatcher = new Dispatcher(options, _readers, _deliveries);
        _journal = new Journal(writer, Committed);
        _deliveries.Journal = _journal;
        _retention = new Retention(options, _journal);
    }

    /// <summary>The hub's name.</summary>
    public string Name => _options.Name;

    /// <summary>What the hub has done since it was opened.</summary>
    public TaskHubCounters Counters =>
        new(_journal.Commits, _journal.Written, _deliveries.Turns, _deliveries.Activities);

    /// <summary>
    /// Opens the file, making it when absent; work that was under way when it was last closed is queued again.
    /// </summary>
    /// <exception cref="IOException">Another process holds the hub.</exception>
    public static TaskHub Open(TaskHubOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.File))!);
        try
        {
            var held = new FileStream(
                options.File + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new TaskHub(options, held);
        }
        catch (IOException taken) when (taken is not FileNotFoundException)
        {
            throw new IOException(
                $"The task hub {options.File} is in use by another process. "
                + "Stop that one, or use another state folder.",
                taken);
        }
    }

    /// <summary>Starts an instance and returns its id (a new one when the request names none).</summary>
    public Task<string> StartAsync(CreateInstanceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = Starting.From(request);
        return _journal.Write(s => Starting.Write(s, started, request.OrchestrationIdReusePolicy, Now));
    }

    /// <summary>Starts an instance from plain values; <paramref name="input"/> is JSON.</summary>
    public Task<string> StartAsync(string name, string? input = null, string? instanceId = null) =>
        StartAsync(new CreateInstanceRequest { Name = name, Input = input, InstanceId = instanceId ?? "" });

    /// <summary>Sends an event; NotFound for an unknown instance, FailedPrecondition for one that has ended.</summary>
    public Task RaiseEventAsync(string instanceId, string name, string? input = null)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new TaskHubException(TaskHubError.InvalidArgument, "An event needs a name.");
        return Change(instanceId, "raise an event to", (s, _) =>
            s.Deliver(new Message(instanceId, Events.Raised(Now, name, input)), Now));
    }

    /// <summary>Terminates; an instance that never ran ends at once. <paramref name="output"/> is JSON.</summary>
    public Task TerminateAsync(string instanceId, string? output = null, bool recursive = false) =>
        Change(instanceId, "terminate", (s, row) => TurnWriter.Terminate(s, row, output, recursive, Now));

    /// <summary>Asks the instance to hold its work back; events still reach it.</summary>
    public Task SuspendAsync(string instanceId, string? reason = null) =>
        Change(instanceId, "suspend", (s, _) =>
        {
            var message = Events.At(Now);
            message.ExecutionSuspended = new ExecutionSuspendedEvent { Input = reason };
            s.Deliver(new Message(instanceId, message), Now);
        });

    /// <summary>Ends a suspension.</summary>
    public Task ResumeAsync(string instanceId, string? reason = null) =>
        Change(instanceId, "resume", (s, _) =>
        {
            var message = Events.At(Now);
            message.ExecutionResumed = new ExecutionResumedEvent { Input = reason };
            s.Deliver(new Message(instanceId, message), Now);
        });

    /// <summary>The instance as last committed, or null; payloads only when asked for.</summary>
    public OrchestrationState? Get(string instanceId, bool payloads = true) =>
        _readers.Read(d => InstanceRow.Find(d, instanceId)) is { } row
            ? Queries.Shape(row.State, payloads, keepStatus: payloads)
            : null;

    /// <summary>Waits until the instance has left PENDING; null when there is no such instance.</summary>
    public Task<OrchestrationState?> WaitForStartAsync(
        string instanceId, bool payloads = true, CancellationToken cancel = default) =>
        WaitAsync(instanceId, payloads, s => s.OrchestrationStatus != OrchestrationStatus.Pending, cancel);

    /// <summary>Waits until the instance has ended; null when there is no such instance.</summary>
    public Task<OrchestrationState?> WaitForCompletionAsync(
        string instanceId, bool payloads = true, CancellationToken cancel = default) =>
        WaitAsync(instanceId, payloads, s => Statuses.IsTerminal(s.OrchestrationStatus), cancel);

    /// <summary>One page of instances, oldest first; page size 100 unless the query says otherwise.</summary>
    public QueryInstancesResponse Query(InstanceQuery query) => _readers.Read(d => Queries.Page(d, query));

    /// <summary>Deletes one ended instance; the number of instances deleted (0 for an unknown one).</summary>
    public Task<int> PurgeAsync(string instanceId, bool recursive = false) =>
        _journal.Write(s => Purging.One(s, instanceId, recursive));

    /// <summary>
    /// Deletes every ended instance that fits the filter, in small transactions between which others are served; stops
    /// early when the filter's time is over.
    /// </summary>
    public async Task<PurgeInstancesResponse> PurgeAsync(PurgeInstanceFilter filter, bool recursive = false)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var until = filter.Timeout is { } limit ? Now + limit.ToTimeSpan() : DateTimeOffset.MaxValue;
        var response = new PurgeInstancesResponse { IsComplete = true };
        PurgePlace? place = PurgePlace.First;
        while (place is { } from && response.IsComplete == true)
        {
            var (deleted, next) = await _journal.Write(s => Purging.Some(s, filter, recursive, from, Retention.Bite));
            response.DeletedInstanceCount += deleted;
            response.IsComplete = next is null || Now < until;
            place = next;
        }
        return response;
    }

    /// <summary>Runs an ended instance again with the same name and input; returns the id it runs under.</summary>
    public Task<string> RestartAsync(string instanceId, bool withNewId = true) =>
        _journal.Write(s => Starting.Again(s, instanceId, withNewId, Now));

    /// <summary>Takes a failed instance back to before what failed it; FailedPrecondition for any other.</summary>
    public Task RewindAsync(string instanceId, string? reason = null) =>
        _journal.Write(s => Rewinding.One(s, instanceId, reason, Now));

    /// <summary>One page of ids, by time of their end and then by id; what has not ended comes last.</summary>
    public ListInstanceIdsResponse ListIds(ListInstanceIdsRequest request) => _readers.Read(d => IdListing.Page(d, request));

    /// <summary>The committed events of the current execution, oldest first.</summary>
    /// <exception cref="TaskHubException">NotFound: no such instance.</exception>
    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) => _readers.Read(d =>
        InstanceRow.Find(d, instanceId) is null ? throw NotFound(instanceId) : TurnReader.History(d, instanceId));

    /// <summary>
    /// Connects a worker. Disposing the result disconnects it: what it had under way returns to the queues.
    /// </summary>
    public IAsyncDisposable Listen(WorkListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return new Connection(_dispatcher, _dispatcher.Add(listener));
    }

    /// <summary>Closes the file. Work under way is left as it was and is delivered again at the next opening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        await _retention.DisposeAsync();
        await _dispatcher.DisposeAsync();
        _waiters.Close();
        await _journal.DisposeAsync();
        _readers.Dispose();
        await _lock.DisposeAsync();
    }

    private DateTimeOffset Now => _options.Clock.GetUtcNow();

    internal static TaskHubException NotFound(string id) =>
        new(TaskHubError.NotFound, $"No instance with ID '{id}' was found.");

    private void Committed(Effects effects)
    {
        _dispatcher.Committed(effects);
        _waiters.Changed(effects.Instances);
    }

    private Task Change(string id, string verb, Action<Session, InstanceRow> change) => _journal.Write(s =>
    {
        var row = s.Find(id) ?? throw NotFound(id);
        if (row.IsTerminal)
            throw new TaskHubException(
                TaskHubError.FailedPrecondition,
                $"Cannot {verb} the orchestration instance {id} because instance is in the {row.Status} state.");
        change(s, row);
    });

    private async Task<OrchestrationState?> WaitAsync(
        string id, bool payloads, Func<OrchestrationState, bool> enough, CancellationToken cancel)
    {
        while (true)
        {
            var changed = _waiters.Next(id);
            var state = Get(id, payloads);
            if (state is null || enough(state)) return state;
            await changed.WaitAsync(cancel);
        }
    }

    private sealed class Connection(Dispatcher dispatcher, Registration registration) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await dispatcher.Remove(registration);
    }
}
