using Microsoft.Extensions.Logging;

namespace Landfall.Local.Events;

/// <summary>Finds out how writes ended whose answer nobody heard: after a crash, or when Azurite went away.</summary>
internal sealed class Reconciliation(
    WriteJournal journal, BlobLookup lookup, Uri proxy, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>Long enough for Azurite to finish a request whose client has gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly HashSet<Task> running = [];

    /// <summary>At start: ends everything the last life left open.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var open = await journal.OpenAsync();
        if (open.Count == 0)
            return;
        var emitted = 0;
        foreach (var (id, write) in open)
        {
            if (await EndAsync(id, write, cancel))
                emitted++;
        }

        log.Reconciled(open.Count, emitted, open.Count - emitted);
    }

    /// <summary>While running: looks one write up after a while, and again until Azurite answers.</summary>
    public void Later(long intent, BlobWrite write, string why)
    {
        log.EndUnknown(write.Api, write.Container, write.Blob, why);
        var task = LaterAsync(intent, write);
        lock (gate)
            running.Add(task);
        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Task[] left;
        lock (gate)
            left = [.. running];
        await Task.WhenAll(left);
    }

    private async Task LaterAsync(long intent, BlobWrite write)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Patience, time, stop.Token);
                try
                {
                    await EndAsync(intent, write, stop.Token);
                    return;
                }
                catch (HttpRequestException away)
                {
                    log.EndUnknown(write.Api, write.Container, write.Blob, away.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The intent stays in the journal; the next start ends it.
        }
    }

    private async Task<bool> EndAsync(long intent, BlobWrite write, CancellationToken cancel) =>
        await journal.ReconcileAsync(intent, write, await lookup.HeadAsync(write, cancel), proxy);

    private void Forget(Task task)
    {
        lock (gate)
            running.Remove(task);
    }
}
