namespace Landfall.Orchestrations;

/// <summary>Carries out what a lane decides. What fails for good is written down as the run's end, and the lane goes on.</summary>
internal static class LaneWork
{
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AfterProblem = TimeSpan.FromMinutes(1);

    public static async Task<LaneState> CarryOut(TaskOrchestrationContext context, LaneDecision decision)
    {
        var state = decision.State;
        foreach (var (run, reason) in decision.Dropped)
            state = await Drop(context, state, run, reason);

        if (decision is { Supersede: { } older, State.Queue: [var newer, ..] })
            context.SendEvent(Orchestrators.RunInstance(older.Id), Signals.Supersede, new SupersedeRequest(newer.Dataset.Digest, newer.Id));

        if (decision.Start is not { } start)
            return state;

        try
        {
            await context.CallActivityAsync(Steps.StartRun, start, RetryPolicies.Stubborn);
            return state with { CheckRunAt = context.CurrentUtcDateTime + BetweenChecks };
        }
        catch (Exception failure)
        {
            return await Settle(context, state, start, $"it could not be started: {failure.ToReason()}");
        }
    }

    /// <summary>
    /// Has the run come to an end that nobody told? An orchestration that was terminated, or that died, tells nobody, and
    /// its lane would wait for ever.
    /// </summary>
    /// <param name="problem">Why it may never have begun; null when it is only looked at.</param>
    public static async Task<LaneState> Settle(TaskOrchestrationContext context, LaneState state, Run run, string? problem)
    {
        SettledRun settled;
        try
        {
            settled = await context.CallActivityAsync<SettledRun>(
                Steps.SettleRun, new SettleRequest(run, problem), RetryPolicies.Short);
        }
        catch (Exception failure)
        {
            return state with
            {
                CheckRunAt = context.CurrentUtcDateTime + AfterProblem,
                Problem = problem ?? failure.ToReason(),
            };
        }

        if (settled.Verdict is not { } verdict)
            return state with { CheckRunAt = context.CurrentUtcDateTime + BetweenChecks };

        if (settled.Written)
            state = await Record(context, state, run, verdict, settled.Reason);
        return await CarryOut(context, LaneMachine.OnEnded(state, new(run.Id, verdict)));
    }

    /// <summary>The next scan finds a run again whose end could not be written.</summary>
    private static async Task<LaneState> Drop(TaskOrchestrationContext context, LaneState state, Run run, string reason)
    {
        var now = context.CurrentUtcDateTime;
        var status = new RunStatus(run, [], now, now, Verdict.Superseded, reason);
        state = await Record(context, state, run, Verdict.Superseded, reason);
        try
        {
            await context.CallActivityAsync(Steps.FinishRun, new FinishRequest(status), RetryPolicies.Stubborn);
            return state;
        }
        catch (Exception failure)
        {
            return Troubled(context, state, $"the end of {run.Id} could not be written: {failure.ToReason()}");
        }
    }

    /// <summary>In the record of the run whose version served meanwhile.</summary>
    public static Task<LaneState> RecordTaint(TaskOrchestrationContext context, LaneState state, string run, TaintRequest taint) =>
        Record(context, state, new RecordFact(
            run, $"taint-{taint.Id}", "tainted", taint.By, context.CurrentUtcDateTime,
            $"{(taint.Datasets.Count == 1 ? "1 dataset" : $"{taint.Datasets.Count} datasets")} that landed while this version served "
            + $"{(taint.Lift ? "may be trained on again" : "will not be trained on")}: {taint.Reason}"));

    private static Task<LaneState> Record(
        TaskOrchestrationContext context, LaneState state, Run run, Verdict verdict, string reason) =>
        Record(context, state, new RecordFact(
            run.Id, "verdict", "verdict", "landing-lane", context.CurrentUtcDateTime, $"{verdict}: {reason}",
            new Dictionary<string, string> { ["dataset"] = run.Dataset.Digest }));

    private static async Task<LaneState> Record(TaskOrchestrationContext context, LaneState state, RecordFact fact)
    {
        try
        {
            await context.CallActivityAsync(Steps.AppendRecord, fact, RetryPolicies.Short);
            return state;
        }
        catch (Exception failure)
        {
            return state with { Problem = $"the record of {fact.RunId} could not be written: {failure.ToReason()}" };
        }
    }

    private static LaneState Troubled(TaskOrchestrationContext context, LaneState state, string problem) =>
        state with { LookAgainAt = context.CurrentUtcDateTime + AfterProblem, Problem = problem };
}
