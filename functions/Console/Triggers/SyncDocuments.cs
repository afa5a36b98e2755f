using Landfall.Functions.Console.Documents;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Every minute: documents that were merged in Git become current.</summary>
public sealed class SyncDocuments(DocumentSyncer syncer)
{
    [Function(nameof(SyncDocuments))]
    public Task Run(
        [TimerTrigger("45 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        syncer.Sync(client, cancel);
}
