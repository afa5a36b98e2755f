using Landfall.Domain.Approvals;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Activities;

/// <summary>What the log of an approval amounts to now.</summary>
public sealed class ReadApprovalActivity(ApprovalLog log)
{
    [Function(Steps.ReadApproval)]
    public async Task<ApprovalView> Run([ActivityTrigger] ReadApprovalRequest request, CancellationToken cancel) =>
        ApprovalFold.Of(await log.NeedQuestion(request.Id, cancel), await log.Entries(request.Id, cancel));
}
