using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Events;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Record.Events;

/// <summary>What an event says, and who is told: from the run's record and the environment as it is now.</summary>
public sealed class EventFacts(RecordReader records, IBlobStore blobs, IDocumentStore documents, PinnedDocuments pinned)
{
    /// <returns>The event, null when there is nothing to tell; and those who are told.</returns>
    /// <exception cref="TerminalFailure">Nobody knows the run.</exception>
    public async Task<(CloudEvent? Message, IReadOnlyList<EventTargetSpec> Targets)> Of(
        EventDue due, DurableTaskClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(due);
        var status = await Status(due.RunId, client, cancel)
            ?? throw new TerminalFailure($"Nobody knows run {due.RunId}: {due.Kind} of it cannot be told.");
        var environment = await Environment(status.Run, cancel);
        var message = VersionEvents.Of(due, status, await records.Entries(due.RunId, cancel), environment.PublicUrl);
        return (message, message is null ? [] : VersionEvents.Targets(environment, status.Run.Pipeline, due.Kind));
    }

    /// <summary>Of a run that ended from storage, of one that lives from the hub.</summary>
    private async Task<RunStatus?> Status(string run, DurableTaskClient client, CancellationToken cancel)
    {
        if (await blobs.ReadJson<RunStatus>(Paths.Status(run), cancel) is { } ended)
            return ended.Value;

        var instance = await client.GetInstanceAsync(Orchestrators.RunInstance(run), getInputsAndOutputs: true, cancel);
        return instance is { SerializedCustomStatus: not null } ? instance.ReadCustomStatusAs<RunStatus>() : null;
    }

    private async Task<EnvironmentSpec> Environment(Run run, CancellationToken cancel)
    {
        var started = await pinned.Environment(run, cancel);
        return await documents.GetCurrentAsync(DocumentKinds.Environment, started.Metadata.Name, cancel) is { } current
            && await documents.GetAsync(DocumentKinds.Environment, current.Current.Digest, cancel) is EnvironmentDocument now
                ? now.Spec
                : started.Spec;
    }
}
