namespace Landfall.Orchestrations;

/// <summary>
/// Decides when data becomes a run, for one pipeline, for ever. It knows only references; what was ever taken stands in
/// the ledger, and a run is started under its own id, so that a repeat starts nothing. Nothing that fails may end it: no
/// data of this pipeline would become a run again. State diagram: README.md.
/// </summary>
public static class LandingLane
{
    private const int TurnsPerExecution = 20;

    private static readonly TimeSpan AfterProblem = TimeSpan.FromMinutes(1);

    [Function(Orchestrators.LandingLane)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, LaneState state)
    {
        var inbox = new LaneInbox(context, state.Unread);
        state = state with { Unread = null };

        var turn = 0;
        for (; turn < TurnsPerExecution; turn++)
        {
            context.SetCustomStatus(state);
            if (await inbox.Next(state) is not { } wake)
                break;
            state = wake switch
            {
                LaneWake.Ended { Run: var ended } => await LaneWork.CarryOut(context, LaneMachine.OnEnded(state, ended)),
                LaneWake.Check => await LaneWork.Settle(context, state, state.Active!, problem: null),
                LaneWake.Scan scan => await Scan(context, state, scan, inbox),
                var other => throw new InvalidOperationException($"A lane does not know {other.GetType().Name}."),
            };
        }

        // However fast data lands: what has arrived and was not read travels in the state, so starting over never waits.
        context.ContinueAsNew(state with { Turns = state.Turns + turn, Unread = inbox.Drain() });
    }

    private static List<string>? Known(LaneState state) => state.Queue.Count == 0 ? null : [.. state.Queue.Select(run => run.Id)];

    private static async Task<LaneState> Scan(TaskOrchestrationContext context, LaneState state, LaneWake.Scan wake, LaneInbox inbox)
    {
        ScanResult scan;
        try
        {
            scan = await context.CallActivityAsync<ScanResult>(
                Steps.ScanLandings, new ScanRequest(state.Pipeline, wake.Rerun, wake.Backfill, wake.Drift, wake.Taint, Known(state)),
                RetryPolicies.Long);
        }
        catch (Exception failure)
        {
            // What landed is still there for the next look. What somebody asked for is kept for it, unless no repetition mends it.
            var again = context.CurrentUtcDateTime + AfterProblem;
            if (!failure.IsFinal())
                inbox.Postpone(wake, again);
            return state with { LookAgainAt = again, Problem = failure.ToReason() };
        }

        var seen = state with
        {
            LookAgainAt = scan.LookAgainAt,
            Problem = null,
            RestUntil = scan.Rest is { } rest ? context.CurrentUtcDateTime + rest : null,
        };
        if (wake.Taint is { Run: { } run } taint)
            seen = await LaneWork.RecordTaint(context, seen, run, taint);
        return await LaneWork.CarryOut(context, LaneMachine.OnClaimed(seen, scan.Claimed, scan.Concurrency));
    }
}
