using Landfall.Domain.Approvals;
using Landfall.Domain.Experiments;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Activities;

/// <summary>Stores the question once and sends each person their link. Asked again it sends only what is missing.</summary>
public sealed class RequestApprovalActivity(Questions questions, ApprovalLog log, Asker asker, TimeProvider time)
{
    [Function(Steps.RequestApproval)]
    public async Task<ApprovalTicket> Run([ActivityTrigger] ApprovalRequest request, CancellationToken cancel)
    {
        Experiment.Forbid(request.Run, "ask for an approval");
        var stored = await questions.Store(request, cancel);
        var view = ApprovalFold.Of(stored, await log.Entries(request.Id, cancel));
        if (view.State != ApprovalState.Pending)
            return stored.Ticket;
        if (stored.Ticket.EvidenceDigest == ApprovalEvidence.Digest(request))
            await asker.Send(stored, reminder: 0, stored.Ticket.Asked, cancel);
        else
            await log.Append(
                request.Id,
                entries => Closing.On(
                    stored, entries, ApprovalEntryKind.Void, "the evidence changed after people were asked", time.GetUtcNow()),
                cancel);

        return stored.Ticket;
    }
}
