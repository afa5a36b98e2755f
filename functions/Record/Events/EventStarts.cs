using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Events;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Record.Events;

/// <summary>Begins the delivery of facts to other systems, where any are named. One instance per run and kind, asked for however often.</summary>
public sealed class EventStarts(CurrentEnvironments environments, ILogger<EventStarts> logger)
{
    public async Task<bool> IsAnybodyTold(CancellationToken cancel) =>
        (await environments.All(cancel)).Any(environment => environment.Events.Count > 0);

    public static async Task Begin(
        DurableTaskClient client, string run, IReadOnlyList<VersionEventKind> kinds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(kinds);
        foreach (var kind in kinds)
        {
            var options = new StartOrchestrationOptions(Orchestrators.EventId(run, kind))
                .WithDedupeStatuses(
                    OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
                    OrchestrationRuntimeStatus.Completed);
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(
                    Orchestrators.EventDelivery, new EventDue(run, kind), options, cancel);
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // It is being told, or was.
            }
        }
    }

    /// <summary>
    /// A rollout is not held up by this: the end of its run makes up for what is missed. What is recorded after a run has ended
    /// is tried again together with its record.
    /// </summary>
    public async Task OnRecorded(DurableTaskClient client, RecordFact fact, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (VersionEvents.KindOf(fact) is not { } kind)
            return;

        try
        {
            if (await IsAnybodyTold(cancel))
                await Begin(client, fact.RunId, [kind], cancel);
        }
        catch (Exception away) when (fact.What == "traffic" && !cancel.IsCancellationRequested)
        {
            Log.EventNotBegun(logger, away, fact.RunId, $"{kind}");
        }
    }
}
