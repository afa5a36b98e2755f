using Landfall.Domain.Approvals;
using Landfall.Domain.Documents;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Activities;

/// <summary>Stores the question once and sends each person their link. Asked again it sends only what is missing.</summary>
public sealed class RequestApprovalActivity(ApprovalLog log, Asker asker, PinnedDocuments documents, TimeProvider time)
{
    [Function(Steps.RequestApproval)]
    public async Task<ApprovalTicket> Run([ActivityTrigger] ApprovalRequest request, CancellationToken cancel)
    {
        var pipeline = await documents.Pipeline(request.Run, cancel);
        var environment = await documents.Environment(request.Run, cancel);
        var asked = ApprovalPeople.Asked(request.Plan, pipeline, environment.Spec);
        var now = time.GetUtcNow();
        var digest = ApprovalEvidence.Digest(request);

        var ours = new ApprovalQuestion(request, new(request.Id, now, now + request.Plan.ExpiresAfter, digest, asked));
        var stored = await log.Ask(ours, cancel);
        var view = ApprovalFold.Of(stored, await log.Entries(request.Id, cancel));
        if (view.State != ApprovalState.Pending)
            return stored.Ticket;
        if (stored.Ticket.EvidenceDigest == digest)
            await asker.Send(stored, reminder: 0, stored.Ticket.Asked, cancel);
        else
            await log.Append(
                request.Id,
                entries => Closing.On(stored, entries, ApprovalEntryKind.Void, "the evidence changed after people were asked", now),
                cancel);

        return stored.Ticket;
    }
}
