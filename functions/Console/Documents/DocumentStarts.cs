using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Functions.Console.Documents;

/// <summary>What follows from a document that became current, and need not wait until something lands.</summary>
public sealed class DocumentStarts(IDocumentStore documents)
{
    public async Task Begin(string kind, string name, string digest, DurableTaskClient client, CancellationToken cancel)
    {
        if (await documents.GetAsync(kind, digest, cancel) is not ModelPipeline { Spec: var spec })
            return;

        // Nothing has to land for a clock to strike or an image to change: the lane must know it.
        if (spec.Triggers.Any(trigger => trigger is TriggerKind.Schedule or TriggerKind.Image))
            await Lanes.Tell(client, name, Signals.Landed, new LandedNudge(spec.Data.Container, "", null), cancel);
        // A watch without a champion ends at once; the next promotion begins it again.
        if (spec.Watch is not null)
            await Watches.Begin(client, name, cancel);
    }
}
