using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Landfall.Local.Events;

/// <summary>
/// The only user of one SQLite file. Work that waits at the same moment shares one commit, so durability costs one
/// fsync per group and not per write. A task returned here ends when its effect is on disk.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int LargestGroup = 256;

    private readonly Channel<Work> queue = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly Task writer;

    public GroupCommit(string path, string schema)
    {
        connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        connection.Execute(schema);
        writer = Task.Run(WriteAsync);
    }

    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> action)
    {
        var work = new Work(c => action(c));
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(work), this);
        return (T)(await work.Done.Task)!;
    }

    public Task RunAsync(Action<SqliteConnection> action) => RunAsync<object?>(c =>
    {
        action(c);
        return null;
    });

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writer;
        await connection.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        var group = new List<Work>(LargestGroup);
        while (await queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var work))
                group.Add(work);
            Commit(group);
        }
    }

    private void Commit(List<Work> group)
    {
        try
        {
            connection.Execute("BEGIN IMMEDIATE");
            foreach (var work in group)
                RunAlone(work);
            connection.Execute("COMMIT");
        }
        catch (Exception broken)
        {
            // Nothing of this group is on disk: everyone in it hears so. The next group tries anew.
            group.ForEach(work => work.Error ??= broken);
            if (connection.HasTransaction())
                connection.Execute("ROLLBACK");
        }

        foreach (var work in group)
        {
            if (work.Error is null)
                work.Done.SetResult(work.Result);
            else
                work.Done.SetException(work.Error);
        }
    }

    private void RunAlone(Work work)
    {
        connection.Execute("SAVEPOINT alone");
        try
        {
            work.Result = work.Action(connection);
        }
        catch (Exception failed)
        {
            // Only this one fails; its neighbours in the group keep their commit.
            work.Error = failed;
            connection.Execute("ROLLBACK TO alone");
        }

        connection.Execute("RELEASE alone");
    }

    private sealed class Work(Func<SqliteConnection, object?> action)
    {
        public Func<SqliteConnection, object?> Action { get; } = action;
        public TaskCompletionSource<object?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public object? Result { get; set; }
        public Exception? Error { get; set; }
    }
}
