using Landfall.Domain.Approvals;
using Landfall.Domain.Documents;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Activities;

/// <summary>
/// Nobody decided in time: those above are asked as well, once, and everybody has the same time again. Asked again it
/// answers the same; where a decision was faster, nobody is asked.
/// </summary>
public sealed class EscalateApprovalActivity(ApprovalLog log, Asker asker, PinnedDocuments documents, TimeProvider time)
{
    [Function(Steps.EscalateApproval)]
    public async Task<ApprovalTicket> Run([ActivityTrigger] EscalateRequest request, CancellationToken cancel)
    {
        var question = await log.NeedQuestion(request.Id, cancel);
        var run = question.Request.Run;
        var above = ApprovalPeople.Above(
            question.Request.Plan, await documents.Pipeline(run, cancel), (await documents.Environment(run, cancel)).Spec);
        if (above.Count == 0)
            return question.Ticket;

        await log.Append(request.Id, entries => Closing.Escalate(question, entries, above, time.GetUtcNow()), cancel);
        var standing = await log.NeedQuestion(request.Id, cancel);
        var view = ApprovalFold.Of(standing, await log.Entries(request.Id, cancel));
        if (view.State == ApprovalState.Pending && standing.Ticket.ExpiresAt > time.GetUtcNow())
        {
            // Links of the first time have ended with it: whoever has not answered gets a new one.
            var silent = standing.Ticket.Asked.Except(view.Approvals, StringComparer.OrdinalIgnoreCase);
            await asker.Send(standing, Asker.Escalation, silent, cancel);
        }

        return standing.Ticket;
    }
}
