using Landfall.Local.Engine.Storage;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Dispatch;

/// <summary>
/// Hands visible work to listeners. Woken by commits, by the clock and by workers that become free; it never polls.
/// A queue is <em>ready</em> while it may hold visible work that nobody has taken yet.
/// </summary>
internal sealed class Dispatcher : IAsyncDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(20);

    private readonly Lock _gate = new();
    private readonly TaskHubOptions _options;
    private readonly ReaderPool _readers;
    private readonly Deliveries _deliveries;
    private readonly ITimer _alarm;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Registration> _listeners = [];
    private readonly HashSet<QueueKey> _ready = [];
    private readonly HashSet<string> _instances = [];
    private readonly HashSet<long> _tasks = [];
    private readonly Dictionary<string, long> _pauses = [];
    private readonly Task _pump;
    private long _nextAlarm = long.MaxValue;
    private int _turn;

    public Dispatcher(TaskHubOptions options, ReaderPool readers, Deliveries deliveries)
    {
        (_options, _readers, _deliveries) = (options, readers, deliveries);
        _alarm = options.Clock.CreateTimer(_ => Alarm(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _pump = Task.Run(Run);
        _signal.Release();
    }

    public void Committed(Effects effects)
    {
        lock (_gate)
        {
            _ready.UnionWith(effects.Queues);
            SleepUntil(effects.NextVisible);
        }
        if (effects.Queues.Count > 0) _signal.Release();
    }

    public Registration Add(WorkListener listener)
    {
        var registration = new Registration(listener);
        lock (_gate)
        {
            _listeners.Add(registration);
            Rescan();
        }
        _signal.Release();
        return registration;
    }

    /// <summary>Ends a listener; what it had under way is free for others when this returns.</summary>
    public async Task Remove(Registration registration)
    {
        Task[] running;
        lock (_gate)
        {
            _listeners.Remove(registration);
            running = [.. registration.Running];
        }
        registration.Close();
        await Task.WhenAll(running);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _signal.Release();
        await _pump;
        await _alarm.DisposeAsync();
        Task[] running;
        lock (_gate)
        {
            foreach (var listener in _listeners) listener.Close();
            running = [.. _listeners.SelectMany(l => l.Running)];
            _listeners.Clear();
        }
        await Task.WhenAll(running);
    }

    private async Task Run()
    {
        while (true)
        {
            await _signal.WaitAsync();
            if (_stop.IsCancellationRequested) return;
            while (_signal.Wait(0)) { }
            try
            {
                lock (_gate) Hand();
            }
            catch (Exception broken)
            {
                _options.Log($"task hub could not read its queues: {broken.Message}");
            }
        }
    }

    private void Alarm()
    {
        lock (_gate)
        {
            _nextAlarm = long.MaxValue;
            var now = _options.Clock.GetUtcNow().UtcTicks;
            foreach (var over in _pauses.Where(p => p.Value <= now).Select(p => p.Key).ToList()) _pauses.Remove(over);
            Rescan();
        }
        _signal.Release();
    }

    // Under the gate. Marks every queue that holds visible work, and sets the alarm for the next that will.
    private void Rescan()
    {
        var now = _options.Clock.GetUtcNow().UtcTicks;
        _readers.Read(database =>
        {
            foreach (var table in (string[])["Inbox", "Tasks"])
            {
                _ready.UnionWith(database.Query(
                    $"SELECT DISTINCT queue FROM {table} WHERE visible<=$1",
                    row => new QueueKey(table == "Tasks", row.GetString(0)), now));
                var next = database.Scalar<long>($"SELECT MIN(visible) FROM {table} WHERE visible>$1", now);
                if (next > 0) SleepUntil(next);
            }
            return true;
        });
        foreach (var pause in _pauses.Values) SleepUntil(pause);
    }

    private void SleepUntil(long ticks)
    {
        if (ticks >= _nextAlarm) return;
        _nextAlarm = ticks;
        var wait = TimeSpan.FromTicks(Math.Max(0, ticks - _options.Clock.GetUtcNow().UtcTicks));
        // Rounded up to whole milliseconds: a timer that fires a moment early would only have to be set again.
        wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _alarm.Change(wait < LongestSleep ? wait : LongestSleep, Timeout.InfiniteTimeSpan);
    }

    private void Hand()
    {
        foreach (var queue in _ready.ToList())
        {
            if (_listeners.Any(l => l.Accepts(queue)))
            {
                var emptied = _readers.Read(d => queue.Activity ? HandTasks(d, queue) : HandInstances(d, queue));
                if (!emptied) continue;
            }
            _ready.Remove(queue);
        }
    }

    private bool HandInstances(Database database, QueueKey queue)
    {
        var room = true;
        var now = _options.Clock.GetUtcNow().UtcTicks;
        return database.Stream(
            "SELECT id FROM Inbox WHERE queue=$1 AND visible<=$2 ORDER BY visible, sequence",
            row =>
            {
                var id = row.GetString(0);
                if (_instances.Contains(id) || _pauses.ContainsKey(id)) return true;
                if (Choose(queue) is not { } chosen) return room = false;
                _instances.Add(id);
                Start(chosen, activity: false, () => RunTurn(chosen, queue, id));
                return true;
            },
            queue.Name, now) && room;
    }

    private bool HandTasks(Database database, QueueKey queue)
    {
        var room = true;
        return database.Stream(
            "SELECT sequence, deliveries, request FROM Tasks WHERE queue=$1 AND visible<=$2 ORDER BY visible, sequence",
            row =>
            {
                var sequence = row.GetInt64(0);
                if (_tasks.Contains(sequence)) return true;
                if (Choose(queue) is not { } chosen) return room = false;
                var task = new TaskRow(
                    sequence, queue.Name, row.GetInt32(1), ActivityRequest.Parser.ParseFrom((byte[])row[2]));
                _tasks.Add(sequence);
                Start(chosen, activity: true, () => RunTask(chosen, queue, task));
                return true;
            },
            queue.Name, _options.Clock.GetUtcNow().UtcTicks) && room;
    }

    private Registration? Choose(QueueKey queue)
    {
        for (var i = 0; i < _listeners.Count; i++)
        {
            var listener = _listeners[(_turn + i) % _listeners.Count];
            if (!listener.Accepts(queue) || !listener.HasRoom(queue.Activity)) continue;
            _turn = (_turn + i + 1) % _listeners.Count;
            return listener;
        }
        return null;
    }

    private void Start(Registration registration, bool activity, Func<Task> run)
    {
        registration.Take(activity);
        var task = Task.Run(run);
        registration.Running.Add(task);
        task.ContinueWith(
            done => { lock (_gate) registration.Running.Remove(done); }, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task RunTurn(Registration registration, QueueKey queue, string id)
    {
        var pause = await _deliveries.Turn(registration, id);
        lock (_gate)
        {
            if (pause > TimeSpan.Zero)
            {
                _pauses[id] = (_options.Clock.GetUtcNow() + pause).UtcTicks;
                SleepUntil(_pauses[id]);
            }
            _instances.Remove(id);
            Free(registration, queue);
        }
        _signal.Release();
    }

    private async Task RunTask(Registration registration, QueueKey queue, TaskRow task)
    {
        await _deliveries.Activity(registration, task);
        lock (_gate)
        {
            _tasks.Remove(task.Sequence);
            Free(registration, queue);
        }
        _signal.Release();
    }

    private void Free(Registration registration, QueueKey queue)
    {
        registration.Return(queue.Activity);
        _ready.Add(queue);
    }
}
