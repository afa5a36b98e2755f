using System.Text.Json;
using Landfall.Domain.Landing;
using Landfall.Functions.Ingest.Datasets;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Ingest.Triggers;

/// <summary>
/// Tells the lane of every pipeline the blob belongs to. At-least-once, out of order and twice is all the same: the lane
/// looks at the container, not at the event.
/// </summary>
public sealed class OnBlobCreated(CurrentPipelines pipelines, LaneNews lanes, ILogger<OnBlobCreated> logger)
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
        {
            var isSign = Completion.MayClose(pipeline.Spec.Data.Complete, landed.Blob);
            await lanes.Tell(client, pipeline.Metadata.Name, new(landed.Container, landed.Blob, landed.ETag, isSign), cancel);
        }

        Log.Landed(logger, landed.Container, landed.Blob, matching.Count);
    }
}
