using Landfall.Domain.Records;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record.Activities;

/// <summary>Appends a fact to its run's record; the same key again is the entry that stands there.</summary>
public sealed class AppendRecordActivity(RecordWriter writer, ILogger<AppendRecordActivity> logger)
{
    [Function(Steps.AppendRecord)]
    public async Task<Appended> Run([ActivityTrigger] RecordFact fact, CancellationToken cancel)
    {
        var entry = await writer.Append(fact, cancel);
        Log.Appended(logger, fact.RunId, entry.Sequence, entry.Fact.What);
        return new(entry.Sequence, entry.Hash);
    }
}
