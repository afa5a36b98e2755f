using Landfall.Functions.Record.Desired;

namespace Landfall.Functions.Record.Triggers;

/// <summary>Every minute: what Git says should run, and what is still owed to it.</summary>
public sealed class WatchGit(GitWatcher watcher)
{
    [Function(nameof(WatchGit))]
    public Task Run(
        [TimerTrigger("30 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        watcher.LookAtAll(client, cancel);
}
