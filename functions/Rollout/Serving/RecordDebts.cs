using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// Facts that this app has for a run's record, and may not write itself: an orchestration carries them to who may. It is
/// named after run and key, so that a fact owed twice is written once.
/// </summary>
public sealed class RecordDebts(TimeProvider time, ILogger<RecordDebts> logger)
{
    public async Task Owe(DurableTaskClient client, string run, string key, string summary, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        var fact = new RecordFact(run, key, "drift", "reconciler", time.GetUtcNow(), summary);
        var options = new StartOrchestrationOptions(Orchestrators.DebtId(run, key))
            .WithDedupeStatuses(
                OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
                OrchestrationRuntimeStatus.Completed);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(Orchestrators.RecordDebt, fact, options, cancel);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Owed before: it is being written, or stands there.
        }
        catch (Exception away) when (!cancel.IsCancellationRequested)
        {
            // Traffic comes first: a hub that is away must not keep a route from being set back.
            Log.NotOwed(logger, away, run, summary);
        }
    }
}
