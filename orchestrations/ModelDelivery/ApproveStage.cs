namespace Landfall.Orchestrations;

/// <summary>Asks people, where the plan or the evidence wants it.</summary>
internal static class ApproveStage
{
    public static async Task<RunEnd?> Run(
        Delivery delivery, ApprovalPlan plan, ModelVersionRef version, Evaluated evaluation, string dataHeadline)
    {
        var (context, run, log, _) = delivery;
        var asks = plan.When == ApprovalWhen.Always || evaluation.Result.Outcome == EvaluationOutcome.Ask;
        if (!asks)
        {
            log.End("approved", StepState.Skipped, $"not asked: the pipeline wants approval {plan.When}");
            return null;
        }

        var id = Orchestrators.ApprovalId(run.Id);
        log.Begin("approved");
        log.Know(status => status with { ApprovalId = id });
        log.Wait("approved", $"{plan.Quorum} of {string.Join(", ", plan.By)}");
        await log.Record(
            "asked", "approve", $"asked {string.Join(", ", plan.By)} for {plan.Quorum}",
            new() { ["statement"] = version.StatementDigest, ["report"] = evaluation.Result.ReportDigest });

        var (view, stopped) = await Ask(
            delivery, id, new ApprovalRequest(id, run, version, evaluation.Champion, evaluation.Result, plan, dataHeadline));
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
