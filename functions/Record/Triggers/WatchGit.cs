using Landfall.Functions.Record.Desired;

namespace Landfall.Functions.Record.Triggers;

/// <summary>Every minute: what documents Git holds, what it says should run, and what is still owed to it.</summary>
public sealed class WatchGit(GitWatcher watcher, DocumentWatcher documents)
{
    [Function(nameof(WatchGit))]
    public async Task Run(
        [TimerTrigger("30 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        await documents.Look(cancel);
        await watcher.LookAtAll(client, cancel);
    }
}
