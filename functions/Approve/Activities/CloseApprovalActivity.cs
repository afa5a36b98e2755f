using Landfall.Domain.Approvals;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Activities;

/// <summary>Ends a question that no person decided in time; where a person was faster, nothing changes.</summary>
public sealed class CloseApprovalActivity(ApprovalLog log, TimeProvider time)
{
    [Function(Steps.CloseApproval)]
    public async Task Run([ActivityTrigger] CloseApprovalRequest request, CancellationToken cancel)
    {
        // A run can be superseded before its question was stored: the end is then there first, and nobody is asked.
        var question = await log.Question(request.Id, cancel);
        await log.Append(
            request.Id,
            entries => Closing.On(question, entries, request.Kind, request.Reason, time.GetUtcNow()),
            cancel);
    }
}
