using Landfall.Domain.Approvals;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Activities;

/// <summary>Asks those again who have not answered.</summary>
public sealed class RemindApproversActivity(ApprovalLog log, Asker asker)
{
    [Function(Steps.RemindApprovers)]
    public async Task Run([ActivityTrigger] RemindRequest request, CancellationToken cancel)
    {
        var question = await log.NeedQuestion(request.Id, cancel);
        var view = ApprovalFold.Of(question, await log.Entries(request.Id, cancel));
        if (view.State != ApprovalState.Pending)
            return;

        var silent = question.Ticket.Asked.Except(view.Approvals, StringComparer.OrdinalIgnoreCase);
        await asker.Send(question, request.Reminder, silent, cancel);
    }
}
