namespace Landfall.Orchestrations;

/// <summary>Carries out one effect of the rollout's table; says what came of it.</summary>
internal static class Effects
{
    public static async Task<RolloutInput> CarryOut(
        TaskOrchestrationContext context, Inbox<RolloutCommand> controls, RolloutEffect effect)
    {
        switch (effect)
        {
            case RolloutEffect.Acquire acquire:
                if (await controls.Within(acquire.After) is { } early)
                    return new RolloutInput.Commanded(early);
                return new RolloutInput.Acquired(
                    await Call<RouteLease>(context, Steps.AcquireRoute, acquire.Request), await Read(context, acquire.Approval));
            case RolloutEffect.Deploy deploy:
                await Call(context, Steps.DeployVersion, deploy.Request);
                return new RolloutInput.Done();
            case RolloutEffect.ReadServing read:
                if (await controls.Within(read.After) is { } command)
                    return new RolloutInput.Commanded(command);
                return new RolloutInput.Served(await Call<ServingState>(context, Steps.ReadServing, read.Request));
            case RolloutEffect.Announce announce:
                if (announce.After > TimeSpan.Zero)
                    await context.CreateTimer(announce.After, CancellationToken.None);
                await Call(context, Steps.AppendRecord, announce.Fact);
                return new RolloutInput.Done();
            case RolloutEffect.Shift shift:
                // Where more traffic is halted, a person may still give up; the way back is not to be disturbed.
                if (!shift.Change.MayOverride && shift.After > TimeSpan.Zero && await controls.Within(shift.After) is { } given)
                    return new RolloutInput.Commanded(given);
                if (shift.Change.MayOverride && shift.After > TimeSpan.Zero)
                    await context.CreateTimer(shift.After, CancellationToken.None);
                return new RolloutInput.Shifted(await Shift(context, shift.Change));
            case RolloutEffect.Look look:
                if (await controls.Within(look.After) is { } wanted)
                    return new RolloutInput.Commanded(wanted);
                return new RolloutInput.Seen(
                    await Call<StepEvidence>(context, Steps.ObserveStep, look.Request), await Read(context, look.Approval));
            case RolloutEffect.Ask ask:
                await Call(context, Steps.AppendRecord, ask.Fact);
                await Call(context, Steps.AskStep, ask.Request);
                return new RolloutInput.Done();
            case RolloutEffect.Close close:
                await Call(context, Steps.CloseApproval, close.Request);
                context.SendEvent(close.Request.Id, Signals.Decided, "closed");
                return new RolloutInput.Done();
            case RolloutEffect.MoveAlias move:
                await Call(context, Steps.MoveAlias, move.Request);
                return new RolloutInput.Done();
            case RolloutEffect.Seal seal:
                await Call(context, Steps.SealVersion, seal.Request);
                return new RolloutInput.Done();
            case RolloutEffect.Retire retire:
                await Call(context, Steps.RetireVersion, retire.Request);
                return new RolloutInput.Done();
            case RolloutEffect.Release release:
                await Call(context, Steps.ReleaseRoute, release.Request);
                return new RolloutInput.Done();
            default:
                return new RolloutInput.Done();
        }
    }

    /// <summary>Once and no more: a log that cannot be read now is read at the next look, and looking does not wait for it.</summary>
    private static async Task<ApprovalView?> Read(TaskOrchestrationContext context, string? approval)
    {
        if (approval is null)
            return null;
        try
        {
            return await context.CallActivityAsync<ApprovalView>(Steps.ReadApproval, new ReadApprovalRequest(approval));
        }
        catch (TaskFailedException)
        {
            return null;
        }
    }

    /// <summary>The way forward may be tried again and then turns back; the way back is tried again by the table itself.</summary>
    private static Task<AppliedTraffic> Shift(TaskOrchestrationContext context, TrafficChange change) => change.MayOverride
        ? context.CallActivityAsync<AppliedTraffic>(Steps.ApplyTraffic, change)
        : Call<AppliedTraffic>(context, Steps.ApplyTraffic, change);

    private static Task<T> Call<T>(TaskOrchestrationContext context, string step, object input) =>
        context.CallActivityAsync<T>(step, input, RetryPolicies.Short);

    private static Task Call(TaskOrchestrationContext context, string step, object input) =>
        context.CallActivityAsync(step, input, RetryPolicies.Short);
}
