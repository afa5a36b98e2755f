using System.Text.Json;
using Landfall.Functions.Ingest.Datasets;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Ingest.Triggers;

/// <summary>
/// Tells the lane of every pipeline the blob belongs to. At-least-once, out of order and twice is all the same: the lane
/// looks at the container, not at the event.
/// </summary>
public sealed class OnBlobCreated(CurrentPipelines pipelines, ILogger<OnBlobCreated> logger)
{
    [Function(nameof(OnBlobCreated))]
    public async Task Run(
        [EventGridTrigger] JsonElement eventGridEvent, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var (landed, type, subject, dropped) = BlobCreatedEvent.Read(eventGridEvent);
        if (landed is null)
        {
            Log.Dropped(logger, type, subject, dropped!);
            return;
        }

        var matching = await pipelines.For(landed.Container, landed.Blob, cancel);
        if (matching.Count == 0)
        {
            Log.Dropped(logger, type, subject, "it belongs to no pipeline");
            return;
        }

        foreach (var pipeline in matching)
            await Lanes.Tell(
                client, pipeline, Signals.Landed, new LandedNudge(landed.Container, landed.Blob, landed.ETag), cancel);

        Log.Landed(logger, landed.Container, landed.Blob, matching.Count);
    }
}
