using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>What the reconciler found and mended, for the records of the runs it concerns.</summary>
public sealed class RecordDebts(TimeProvider time, ILogger<RecordDebts> logger)
{
    public async Task Owe(DurableTaskClient client, string run, string key, string summary, CancellationToken cancel)
    {
        var fact = new RecordFact(run, key, "drift", "reconciler", time.GetUtcNow(), summary);
        try
        {
            await OwedFacts.Owe(client, fact, cancel);
        }
        catch (Exception away) when (!cancel.IsCancellationRequested)
        {
            // Traffic comes first: a hub that is away must not keep a route from being set back.
            Log.NotOwed(logger, away, run, summary);
        }
    }
}
