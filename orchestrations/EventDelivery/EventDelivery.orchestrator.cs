using Landfall.Contracts.Documents;

namespace Landfall.Orchestrations;

/// <summary>
/// Tells other systems one fact about a version. Each target is tried for about a day, and none waits for another; whom it does
/// not reach stands in the run's record. No rollout or rollback waits for this.
/// </summary>
public static class EventDelivery
{
    [Function(Orchestrators.EventDelivery)]
    public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context, EventDue due)
    {
        var plan = await context.CallActivityAsync<EventPlan>(Steps.PlanEvent, due, RetryPolicies.Stubborn);
        var sends = plan.Targets.Select(target => Send(context, due, target)).ToList();
        var said = new List<string> { plan.Explanation };
        foreach (var send in sends)
            said.Add(await send);
        return string.Join("; ", said);
    }

    private static async Task<string> Send(TaskOrchestrationContext context, EventDue due, string target)
    {
        try
        {
            await context.CallActivityAsync(Steps.SendEvent, new SendEventRequest(due, target), RetryPolicies.Stubborn);
            return $"{target} was told";
        }
        catch (TaskFailedException failure)
        {
            var summary = $"{target} was not told that the version is {Word(due)}: {failure.ToReason()}";
            await context.CallActivityAsync(
                Steps.AppendRecord,
                new RecordFact(due.RunId, $"event-{due.Kind}-{target}", "event", "landfall", context.CurrentUtcDateTime, summary),
                RetryPolicies.Stubborn);
            return summary;
        }
    }

    private static string Word(EventDue due) =>
        due.Kind == VersionEventKind.RolledBack ? "rolled back" : due.Kind.ToString().ToLowerInvariant();
}
