namespace Landfall.Orchestrations;

/// <summary>
/// One run, from closed data to all traffic or to an explained refusal. Every way out, errors too, passes through
/// <see cref="RunLog.Finish"/>: a run always has a verdict. State diagram: README.md.
/// </summary>
public static class ModelDelivery
{
    [Function(Orchestrators.ModelDelivery)]
    public static async Task<RunResult> Run([OrchestrationTrigger] TaskOrchestrationContext context, Run run)
    {
        var log = new RunLog(context, run);
        RunEnd end;
        try
        {
            end = await Deliver(new Delivery(context, run, log, new Interrupts(context)));
        }
        catch (Exception failure)
        {
            // Also an answer that cannot be read, or an error of our own: a run that only died would have no verdict.
            log.FailCurrent(failure.ToReason());
            end = new(Verdict.Failed, failure.ToReason());
        }

        return await log.Finish(end);
    }

    private static async Task<RunEnd> Deliver(Delivery delivery)
    {
        await delivery.Log.Landed();
        var plan = await delivery.Context.CallActivityAsync<RunPlan>(Steps.PlanRun, delivery.Run, RetryPolicies.Long);

        if (plan.PolicyRefusal is { } forbidden)
            return new(Verdict.Rejected, forbidden);
        if (delivery.Run.Wanted is { } wanted)
            return await VersionRoad.Run(delivery, plan, wanted);

        var (data, refused) = await ValidateStage.Run(delivery, plan);
        if (refused is not null)
            return refused;

        (var model, refused) = await TrainStage.Run(delivery, plan.Train, data!.Split!);
        if (refused is not null)
            return refused;

        (var evaluation, refused) = await EvaluateStage.Run(delivery, plan.Evaluate, data.Split!, model!);
        if (refused is not null)
            return refused;

        var version = await RegisterStage.Run(delivery, data.Split!, model!, evaluation!);
        if (plan.ShowsVersions)
            await MirrorStage.Run(delivery, version);

        (var checks, refused) = await ChecksStage.Run(delivery, plan.Checks, version);
        if (refused is not null)
            return refused;

        var change = new ApprovalCase(
            new(version, evaluation!.Champion, evaluation.Result, data.Verdict, plan.Rollout.Steps), data.Reason, checks);
        refused = await ApproveStage.Run(delivery, plan.Approval, change);
        if (refused is not null)
            return refused;

        return await RolloutStage.Run(delivery, plan.Rollout, plan.Approval, change);
    }
}
