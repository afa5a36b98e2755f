using Landfall.Domain.Records;
using Landfall.Functions.Record.Events;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record.Activities;

/// <summary>
/// Appends a fact to its run's record; the same key again is the entry that stands there. What other systems are to be told goes
/// on its way from here.
/// </summary>
public sealed class AppendRecordActivity(RecordWriter writer, EventStarts events, ILogger<AppendRecordActivity> logger)
{
    [Function(Steps.AppendRecord)]
    public async Task<Appended> Run(
        [ActivityTrigger] RecordFact fact, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var entry = await writer.Append(fact, cancel);
        Log.Appended(logger, fact.RunId, entry.Sequence, entry.Fact.What);
        await events.OnRecorded(client, fact, cancel);
        return new(entry.Sequence, entry.Hash);
    }
}
