using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Events;
using Landfall.Domain.Experiments;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;
using Landfall.Functions.Record.Events;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record.Activities;

/// <summary>
/// Writes down how a run ended, outside the hub, whose memory is short; then tells its lane. A promotion begins the watch that
/// the pipeline's present document asks for; other systems are told the end of what they were told the beginning of.
/// </summary>
public sealed class FinishRunActivity(
    IBlobStore blobs, IDocumentStore documents, RecordReader records, EventStarts events, ILogger<FinishRunActivity> logger)
{
    [Function(Steps.FinishRun)]
    public async Task Run(
        [ActivityTrigger] FinishRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var status = request.Status;
        var verdict = status.Verdict
            ?? throw new TerminalFailure($"Run {status.Run.Id} is to be finished without a verdict. This is an error of the orchestrator.");

        // The status first: the lane may ask at once how the run ended.
        await blobs.WriteJson(Paths.Status(status.Run.Id), status, cancel);
        Log.Finished(logger, status.Run.Id, verdict, status.Reason ?? "");

        // An experiment went beside the lane: nobody waits for its end.
        if (Experiment.Is(status.Run))
            return;

        try
        {
            await client.RaiseEventAsync(
                Orchestrators.LaneId(status.Run.Pipeline), Signals.RunEnded, new RunEnded(status.Run.Id, verdict), cancel);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            Log.NoLane(logger, status.Run.Id, gone.Message);
        }

        if (verdict == Verdict.Promoted && await IsWatched(status.Run.Pipeline, cancel))
            await Watches.Begin(client, status.Run.Pipeline, cancel);
        await TellOthers(status.Run.Id, verdict, client, cancel);
    }

    private async Task TellOthers(string run, Verdict verdict, DurableTaskClient client, CancellationToken cancel)
    {
        if (!await events.IsAnybodyTold(cancel))
            return;

        try
        {
            await EventStarts.Begin(client, run, VersionEvents.AtEnd(verdict, await records.Entries(run, cancel)), cancel);
        }
        catch (TerminalFailure broken)
        {
            // A record that cannot be read says nothing to others, and keeps no run from ending.
            Log.EventNotBegun(logger, broken, run, $"{verdict}");
        }
    }

    private async Task<bool> IsWatched(string pipeline, CancellationToken cancel) =>
        await documents.GetCurrentAsync(DocumentKinds.ModelPipeline, pipeline, cancel) is { } current
        && await documents.GetAsync(DocumentKinds.ModelPipeline, current.Current.Digest, cancel)
            is ModelPipeline { Spec.Watch: not null };
}
