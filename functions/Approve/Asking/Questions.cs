using Landfall.Domain.Approvals;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Approve.Asking;

/// <summary>Questions as they are stored: once, with whom they ask and until when.</summary>
public sealed class Questions(ApprovalLog log, PinnedDocuments documents, TimeProvider time)
{
    /// <summary>Stores the question, or finds the one that was stored first.</summary>
    /// <exception cref="TerminalFailure">Fewer people may decide than have to.</exception>
    public async Task<ApprovalQuestion> Store(ApprovalRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var pipeline = await documents.Pipeline(request.Run, cancel);
        var environment = await documents.Environment(request.Run, cancel);
        var asked = ApprovalPeople.Asked(request.Plan, pipeline, environment.Spec);
        var now = time.GetUtcNow();
        return await log.Ask(
            new(request, new(request.Id, now, now + request.Plan.ExpiresAfter, ApprovalEvidence.Digest(request), asked)), cancel);
    }
}
