namespace Landfall.Orchestrations;

internal static class RolloutStage
{
    public static async Task<RunEnd> Run(
        Delivery delivery, RolloutPlan plan, ModelVersionRef version, ModelVersionRef? champion)
    {
        var (context, run, log, interrupts) = delivery;
        log.Begin("rollout", champion is null ? "a first version: nobody to compare with" : $"against {champion}");

        var id = Orchestrators.RolloutId(run.Id);
        var began = RolloutState.Begin(new(run, version, champion, plan), context.CurrentUtcDateTime);
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
}
