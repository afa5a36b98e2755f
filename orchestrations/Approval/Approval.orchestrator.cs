using Landfall.Contracts.Documents;

namespace Landfall.Orchestrations;

/// <summary>
/// Asks people and waits for as long as the plan allows. The log of decisions is the truth; events only wake this to read
/// it. Expiry claims the log's next number like any other decision, so that a late click cannot contradict it.
/// </summary>
public static class Approval
{
    private const int LooksPerExecution = 50;   // history is resent whole every turn: keep it short

    [Function(Orchestrators.Approval)]
    public static async Task<ApprovalView?> Run([OrchestrationTrigger] TaskOrchestrationContext context, ApprovalRequest request)
    {
        var ticket = await Ask(context, request);
        context.SetCustomStatus(ticket);
        var reminders = Sent(request.Plan, ticket, context.CurrentUtcDateTime);

        for (var look = 0; look < LooksPerExecution; look++)
        {
            var view = await context.CallActivityAsync<ApprovalView>(
                Steps.ReadApproval, new ReadApprovalRequest(request.Id), RetryPolicies.Stubborn);
            if (view.State != ApprovalState.Pending)
            {
                Tell(context, request, RolloutControl.Decided, view.Explanation);
                return view;
            }

            if (context.CurrentUtcDateTime >= ticket.ExpiresAt.UtcDateTime)
            {
                if (await Escalated(context, request) is { } longer && longer.ExpiresAt > ticket.ExpiresAt)
                {
                    ticket = longer;
                    context.SetCustomStatus(ticket);
                    continue;
                }

                var expiry = new CloseApprovalRequest(
                    request.Id, ApprovalEntryKind.Expire,
                    $"nobody decided within {DurationText.Format(request.Plan.ExpiresAfter)}");
                await context.CallActivityAsync(Steps.CloseApproval, expiry, RetryPolicies.Stubborn);
                continue;
            }

            reminders = await Wait(context, request, ticket, reminders);
        }

        // Asking again finds the same question, and the log holds whatever was decided meanwhile.
        context.ContinueAsNew(request);
        return null;
    }

    private static async Task<ApprovalTicket> Ask(TaskOrchestrationContext context, ApprovalRequest request)
    {
        try
        {
            return await context.CallActivityAsync<ApprovalTicket>(Steps.RequestApproval, request, RetryPolicies.Short);
        }
        catch (TaskFailedException nobody)
        {
            Tell(context, request, RolloutControl.NotAsked, nobody.ToReason());
            throw;
        }
    }

    /// <summary>A run waits for this orchestration itself; a rollout goes on looking, and is told to read the log.</summary>
    private static void Tell(TaskOrchestrationContext context, ApprovalRequest request, RolloutControl news, string why)
    {
        if (request.Step is not null)
            context.SendEvent(
                Orchestrators.RolloutId(request.Run.Id), Signals.Control, new RolloutCommand(news, request.Id, why));
    }

    /// <returns>The ticket as it stands once those above were asked too; null where the plan names nobody.</returns>
    private static async Task<ApprovalTicket?> Escalated(TaskOrchestrationContext context, ApprovalRequest request)
    {
        if (request.Plan.EscalateTo is not { Count: > 0 })
            return null;
        try
        {
            return await context.CallActivityAsync<ApprovalTicket>(
                Steps.EscalateApproval, new EscalateRequest(request.Id), RetryPolicies.Short);
        }
        catch (TaskFailedException)
        {
            // Nobody above could be reached either: the question ends as if there were nobody.
            return null;
        }
    }

    /// <summary>Reminders follow from the time alone, so that starting over repeats none.</summary>
    private static int Sent(ApprovalPlan plan, ApprovalTicket ticket, DateTimeOffset now) =>
        plan.RemindAfter is { } every && every > TimeSpan.Zero && now > ticket.AskedAt
            ? (int)((now - ticket.AskedAt) / every)
            : 0;

    /// <returns>How many reminders have been sent.</returns>
    private static async Task<int> Wait(
        TaskOrchestrationContext context, ApprovalRequest request, ApprovalTicket ticket, int reminders)
    {
        using var over = new CancellationTokenSource();
        var remindAt = ticket.AskedAt + ((reminders + 1) * request.Plan.RemindAfter);
        var wakeAt = remindAt is { } remind && remind < ticket.ExpiresAt ? remind : ticket.ExpiresAt;

        var decided = context.WaitForExternalEvent<object?>(Signals.Decided, over.Token);
        var timer = context.CreateTimer(wakeAt.UtcDateTime, over.Token);
        var first = await Task.WhenAny(decided, timer);
        over.Cancel();

        if (first == decided || wakeAt == ticket.ExpiresAt)
            return reminders;

        await context.CallActivityAsync(Steps.RemindApprovers, new RemindRequest(request.Id, reminders + 1), RetryPolicies.Short);
        return reminders + 1;
    }
}
