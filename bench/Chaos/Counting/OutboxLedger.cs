using System.Collections.Concurrent;

namespace Landfall.Bench.Chaos.Counting;

/// <summary>How often each message was laid into the outbox. One that is written anew has the same name, and counts again.</summary>
internal sealed class OutboxLedger : IDisposable
{
    private readonly ConcurrentDictionary<string, int> sent = new(StringComparer.Ordinal);
    private readonly FileSystemWatcher watcher;

    public OutboxLedger(string folder)
    {
        Directory.CreateDirectory(folder);
        watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName, InternalBufferSize = 64 * 1024 };
        // A message is written under a name of its own and then renamed.
        watcher.Renamed += (_, change) => sent.AddOrUpdate(change.Name!, 1, static (_, before) => before + 1);
        watcher.Error += (_, error) => Problem = error.GetException().Message;
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>Why the count is not to be trusted; null when it is.</summary>
    public string? Problem { get; private set; }

    public IReadOnlyDictionary<string, int> Of(string run) =>
        sent.Where(message => message.Key.StartsWith($"{run}-", StringComparison.Ordinal)).ToDictionary();

    public void Dispose() => watcher.Dispose();
}
