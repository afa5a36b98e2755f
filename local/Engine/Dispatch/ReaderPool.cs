using System.Collections.Concurrent;
using Landfall.Local.Engine.Storage;

namespace Landfall.Local.Engine.Dispatch;

/// <summary>Read connections. In WAL mode a reader sees the last commit and never waits for the writer.</summary>
internal sealed class ReaderPool(string file) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<Database> _idle = [];

    public T Read<T>(Func<Database, T> read)
    {
        if (!_idle.TryTake(out var database)) database = new Database(file, readOnly: true);
        try
        {
            return read(database);
        }
        finally
        {
            if (_idle.Count < Kept) _idle.Add(database);
            else database.Dispose();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var database)) database.Dispose();
    }
}
