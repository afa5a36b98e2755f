using Landfall.Domain.Approvals;

namespace Landfall.Orchestrations;

internal static class RolloutStage
{
    /// <param name="approval">Who is asked before a step that needs people.</param>
    public static async Task<RunEnd> Run(Delivery delivery, RolloutPlan plan, ApprovalPlan approval, ApprovalCase change)
    {
        if (plan.AliasOnly == true)
            return await AliasStage.Run(delivery, change);

        var (context, run, log, interrupts) = delivery;
        var (version, champion) = (change.Evidence.Version, change.Evidence.Champion);
        log.Begin("rollout", champion is null ? "a first version: nobody to compare with" : $"against {champion}");

        var id = Orchestrators.RolloutId(run.Id);
        var began = RolloutState.Begin(new(run, version, champion, plan, Asking(plan, approval, change)), context.CurrentUtcDateTime);
        var rollout = context.CallSubOrchestratorAsync<RolloutVerdict>(
            Orchestrators.ProgressiveRollout, began, new SubOrchestrationOptions(instanceId: id));

        await interrupts.During(rollout, interrupt =>
        {
            var control = interrupt.Verdict == Verdict.Superseded ? RolloutControl.Supersede : RolloutControl.Abort;
            context.SendEvent(id, Signals.Control, new RolloutCommand(control, "landfall", interrupt.Reason));
            return Task.CompletedTask;
        });

        var verdict = await rollout;
        log.Know(status => status with { Traffic = verdict.Verdict == Verdict.Promoted ? 100 : 0 });
        log.End(
            "rollout",
            verdict.Verdict switch
            {
                Verdict.Promoted => StepState.Done,
                Verdict.Failed => StepState.Failed,
                _ => StepState.Refused,
            },
            verdict.Reason);
        return new(verdict.Verdict, verdict.Reason, verdict.Restored, verdict.Look);
    }

    /// <returns>Null where no step asks: nothing of it need travel with the rollout then.</returns>
    private static StepAsking? Asking(RolloutPlan plan, ApprovalPlan approval, ApprovalCase change)
    {
        if (!plan.Steps.Any(step => step.Approve == true))
            return null;

        var risk = approval.Rules is null ? null : RiskRules.Of(change.Evidence);
        return new(ApprovalNeeds.ForSteps(approval, risk), change.Evidence.Evaluation, change.DataHeadline, risk, change.Checks?.Checks);
    }
}
