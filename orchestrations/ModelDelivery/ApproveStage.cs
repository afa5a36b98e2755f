using Landfall.Domain.Approvals;
using Landfall.Domain.Checks;

namespace Landfall.Orchestrations;

/// <param name="Evidence">What the change is and how it was judged.</param>
/// <param name="DataHeadline">What people read of its data.</param>
/// <param name="Checks">What systems outside said of it; null where none was asked.</param>
internal sealed record ApprovalCase(RiskEvidence Evidence, string DataHeadline, CheckRuling? Checks = null);

/// <summary>Asks people, where the plan, the evidence or the policy wants it.</summary>
internal static class ApproveStage
{
    public static async Task<RunEnd?> Run(Delivery delivery, ApprovalPlan plan, ApprovalCase change)
    {
        var (_, run, log, _) = delivery;
        var (version, evaluation) = (change.Evidence.Version, change.Evidence.Evaluation);
        var risk = plan.Rules is null ? null : RiskRules.Of(change.Evidence);
        var need = ApprovalNeeds.Of(plan, evaluation.Outcome, risk, change.Checks?.Asks);
        if (risk is not null)
            await log.Record(
                "risk", "policy", $"The risk is {risk}. {need.Explanation}", new() { ["policy"] = run.Documents.Policy },
                new { level = $"{risk.Level}", risk.Parts, need.Plan.Quorum });
        if (!need.Asks)
        {
            log.End("approved", StepState.Skipped, need.Explanation);
            return null;
        }

        var id = Orchestrators.ApprovalId(run.Id);
        log.Begin("approved");
        log.Know(status => status with { ApprovalId = id });
        log.Wait("approved", $"{need.Plan.Quorum} of {string.Join(", ", need.Plan.By)}");
        await log.Record(
            "asked", "approve", $"asked {string.Join(", ", need.Plan.By)} for {need.Plan.Quorum}",
            new() { ["statement"] = version.StatementDigest, ["report"] = evaluation.ReportDigest });

        var (view, stopped) = await Ask(delivery, id, new ApprovalRequest(
            id, run, version, change.Evidence.Champion, evaluation, need.Plan, change.DataHeadline, risk,
            Checks: change.Checks?.Checks));
        return await Decided(delivery, version, view, stopped);
    }

    private static async Task<RunEnd?> Decided(
        Delivery delivery, ModelVersionRef version, ApprovalView view, RunEnd? stopped)
    {
        var log = delivery.Log;
        await log.Record(
            "decided", view.Approvals.Count > 0 ? string.Join(", ", view.Approvals) : "approve",
            $"{view.State}: {view.Explanation}", new() { ["statement"] = version.StatementDigest });

        log.End("approved", view.State == ApprovalState.Approved ? StepState.Done : StepState.Refused, view.Explanation);
        return view.State switch
        {
            ApprovalState.Approved => stopped,   // agreed before the interrupt could claim its number: it still counts
            ApprovalState.Superseded => stopped ?? new(Verdict.Superseded, view.Explanation),
            _ => new(Verdict.Rejected, $"{view.State}: {view.Explanation}"),
        };
    }

    /// <summary>An interrupt claims its number in the log like any decision: who was first is seen there.</summary>
    private static async Task<(ApprovalView View, RunEnd? Stopped)> Ask(Delivery delivery, string id, ApprovalRequest request)
    {
        var context = delivery.Context;
        var approval = context.CallSubOrchestratorAsync<ApprovalView>(
            Orchestrators.Approval, request, new SubOrchestrationOptions(instanceId: id));

        var stopped = await delivery.Interrupts.During(approval, async interrupt =>
        {
            await context.CallActivityAsync(
                Steps.CloseApproval, new CloseApprovalRequest(id, ApprovalEntryKind.Supersede, interrupt.Reason),
                RetryPolicies.Stubborn);
            context.SendEvent(id, Signals.Decided, "closed");
        });
        return (await approval, stopped);
    }
}
