using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Activities;

/// <summary>
/// Begins a question about a step of a rollout: it is stored, and an orchestration of its own asks, reminds and ends it. The
/// rollout goes on looking meanwhile and reads the log. Asked again it is the same question, whatever has become of it.
/// </summary>
public sealed class AskStepActivity(Questions questions)
{
    [Function(Steps.AskStep)]
    public async Task Run(
        [ActivityTrigger] ApprovalRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        await questions.Store(request, cancel);
        try
        {
            var options = new StartOrchestrationOptions(request.Id)
                .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
            await client.ScheduleNewOrchestrationInstanceAsync(Orchestrators.Approval, request, options, cancel);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Begun before: it asks, or has its answer.
        }
    }
}
