using Landfall.Domain.Approvals;
using Landfall.Domain.Overrides;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Approve.Overrides;

namespace Landfall.Functions.Approve.Activities;

/// <summary>What the log of an approval amounts to now, once an emergency override of the number of approvals was looked at.</summary>
public sealed class ReadApprovalActivity(ApprovalLog log, QuorumRelief relief)
{
    [Function(Steps.ReadApproval)]
    public async Task<ApprovalView> Run(
        [ActivityTrigger] ReadApprovalRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var question = await log.NeedQuestion(request.Id, cancel);
        var entries = await relief.Read(question, cancel);
        var view = ApprovalFold.Of(question, entries);

        // At each reading: a process that died after the entry must not leave the run's record without it.
        if (entries.FirstOrDefault(entry => entry.Kind == ApprovalEntryKind.Lower) is { } lowered)
        {
            var passed = new PassedRule(OverridableRule.Approvals, view.Explanation);
            await OwedFacts.Owe(client, OverrideFacts.Used(question.Request.Run.Id, passed, request.Id, lowered.At), cancel);
        }

        return view;
    }
}
