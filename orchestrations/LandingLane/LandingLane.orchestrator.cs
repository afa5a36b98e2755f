namespace Landfall.Orchestrations;

/// <summary>
/// Decides when data becomes a run, for one pipeline, for ever. It knows only references; what was ever taken stands in
/// the ledger, and a run is started under its own id, so that a repeat starts nothing. State diagram: README.md.
/// </summary>
public static class LandingLane
{
    private const int TurnsPerExecution = 20;

    private static readonly TimeSpan AfterProblem = TimeSpan.FromMinutes(1);

    [Function(Orchestrators.LandingLane)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, LaneState state)
    {
        var inbox = new LaneInbox(context);

        for (var turn = 0; turn < TurnsPerExecution || inbox.HasArrived; turn++)
        {
            context.SetCustomStatus(state);
            state = await inbox.Next(state) switch
            {
                LaneWake.Ended { Run: var ended } => await CarryOut(context, LaneMachine.OnEnded(state, ended)),
                LaneWake.Scan { Rerun: var rerun } => await Scan(context, state, rerun),
                var other => throw new InvalidOperationException($"A lane does not know {other.GetType().Name}."),
            };
        }

        context.ContinueAsNew(state with { Turns = state.Turns + TurnsPerExecution });
    }

    private static async Task<LaneState> Scan(TaskOrchestrationContext context, LaneState state, RerunRequest? rerun)
    {
        ScanResult scan;
        try
        {
            scan = await context.CallActivityAsync<ScanResult>(
                Steps.ScanLandings, new ScanRequest(state.Pipeline, rerun), RetryPolicies.Long);
        }
        catch (TaskFailedException failure)
        {
            // A lane that died would forget its active run. What landed is still there for the next look.
            return state with
            {
                LookAgainAt = context.CurrentUtcDateTime + AfterProblem,
                Problem = failure.ToReason(),
            };
        }

        var seen = state with { LookAgainAt = scan.LookAgainAt, Problem = null };
        return await CarryOut(context, LaneMachine.OnClaimed(seen, scan.Claimed, scan.Concurrency));
    }

    private static async Task<LaneState> CarryOut(TaskOrchestrationContext context, LaneDecision decision)
    {
        foreach (var (run, reason) in decision.Dropped)
        {
            var now = context.CurrentUtcDateTime;
            var status = new RunStatus(run, [], now, now, Verdict.Superseded, reason);
            await context.CallActivityAsync(Steps.FinishRun, new FinishRequest(status), RetryPolicies.Stubborn);
        }

        if (decision is { Supersede: { } older, State.Queue: [var newer, ..] })
            context.SendEvent(Orchestrators.RunInstance(older.Id), Signals.Supersede, new SupersedeRequest(newer.Dataset.Digest, newer.Id));

        if (decision.Start is { } start)
            await context.CallActivityAsync(Steps.StartRun, start, RetryPolicies.Stubborn);

        return decision.State;
    }
}
