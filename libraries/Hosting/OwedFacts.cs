using Landfall.Contracts;
using Landfall.Worker;

namespace Landfall.Hosting;

/// <summary>
/// A fact for a run's record, from an app that may not write there: an orchestration carries it to who may. It is named after run
/// and key, so that a fact owed twice is written once.
/// </summary>
public static class OwedFacts
{
    public static async Task Owe(DurableTaskClient client, RecordFact fact, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(fact);
        var options = new StartOrchestrationOptions(Orchestrators.DebtId(fact.RunId, fact.Key)).WithDedupeStatuses(
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
    }
}
