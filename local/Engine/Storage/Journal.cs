using System.Threading.Channels;

namespace Landfall.Local.Engine.Storage;

/// <summary>
/// The one writer. Callers queue their changes; the thread takes what is there, runs it in one transaction and answers
/// only after the commit, so an answer means that the change is on disk. Each change has its own savepoint: a refusal
/// undoes that change alone.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private const int MaxBatch = 512;

    private readonly Channel<Change> _changes =
        Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Database _database;
    private readonly Action<Effects> _committed;
    private readonly Thread _thread;
    private long _commits;
    private long _written;

    public Journal(Database database, Action<Effects> committed)
    {
        _database = database;
        _committed = committed;
        _thread = new Thread(Run) { IsBackground = true, Name = "task hub writer" };
        _thread.Start();
    }

    /// <summary>Transactions committed since the journal was opened.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Changes those transactions held.</summary>
    public long Written => Interlocked.Read(ref _written);

    public Task<T> Write<T>(Func<Session, T> change)
    {
        var queued = new Change<T>(change);
        if (!_changes.Writer.TryWrite(queued))
            return Task.FromException<T>(new ObjectDisposedException(nameof(TaskHub), "The task hub is closed."));
        return queued.Task;
    }

    public Task Write(Action<Session> change) => Write(session => { change(session); return true; });

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await Task.Run(_thread.Join);
        _database.Dispose();
    }

    private void Run()
    {
        var reader = _changes.Reader;
        List<Change> batch = new(MaxBatch);
        while (reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && reader.TryRead(out var change)) batch.Add(change);
            Commit(batch);
        }
    }

    private void Commit(List<Change> batch)
    {
        var effects = new Effects();
        try
        {
            _database.Execute("BEGIN IMMEDIATE");
            foreach (var change in batch) Apply(change, effects);
            _database.Execute("COMMIT");
        }
        catch (Exception broken)
        {
            Undo("ROLLBACK");
            foreach (var change in batch) change.Fail(broken);
            return;
        }
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _written, batch.Count);
        _committed(effects);
        foreach (var change in batch) change.Answer();
    }

    private void Apply(Change change, Effects effects)
    {
        var own = new Effects();
        _database.Execute("SAVEPOINT one");
        try
        {
            change.Run(new Session(_database, own));
            _database.Execute("RELEASE one");
            effects.Add(own);
        }
        catch (Exception refused)
        {
            _database.Execute("ROLLBACK TO one");
            _database.Execute("RELEASE one");
            change.Refuse(refused);
        }
    }

    // After a failed commit SQLite may have rolled back by itself; then there is nothing left to undo.
    private void Undo(string sql)
    {
        try { _database.Execute(sql); }
        catch (Microsoft.Data.Sqlite.SqliteException none) when (none.SqliteErrorCode == 1) { }
    }

    private abstract class Change
    {
        public abstract void Run(Session session);
        public abstract void Refuse(Exception reason);
        public abstract void Answer();
        public abstract void Fail(Exception reason);
    }

    private sealed class Change<T>(Func<Session, T> change) : Change
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;
        private Exception? _refused;

        public Task<T> Task => _done.Task;

        public override void Run(Session session) => _value = change(session);

        public override void Refuse(Exception reason) => _refused = reason;

        public override void Answer()
        {
            if (_refused is null) _done.TrySetResult(_value!);
            else _done.TrySetException(_refused);
        }

        public override void Fail(Exception reason) => _done.TrySetException(_refused ?? reason);
    }
}
