using Landfall.Functions.Record.Events;

namespace Landfall.Functions.Record.Activities;

/// <summary>Says who is told a fact.</summary>
public sealed class PlanEventActivity(EventFacts facts)
{
    [Function(Steps.PlanEvent)]
    public async Task<EventPlan> Run(
        [ActivityTrigger] EventDue due, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var (message, targets) = await facts.Of(due, client, cancel);
        return new(
            [.. targets.Select(target => target.Name)],
            message is null ? $"nothing to tell: no version of {due.RunId} was {due.Kind}" : $"{message.Id}, {targets.Count} to be told");
    }
}
