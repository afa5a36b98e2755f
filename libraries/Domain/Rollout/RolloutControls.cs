namespace Landfall.Domain.Rollout;

/// <summary>What a person may do, and when. A command that does not fit the moment changes nothing and says so.</summary>
internal static class RolloutControls
{
    public static RolloutState Apply(RolloutState state, RolloutCommand command, DateTimeOffset now)
    {
        if (!MayStillChange(state.Phase))
            return state with { Explanation = $"{command.Control} by {command.By} came too late: {state.Explanation}" };

        return command.Control switch
        {
            RolloutControl.Pause => state with { Paused = true, Explanation = $"paused by {command.By}{Why(command)}" },
            RolloutControl.Resume => state with { Paused = false, Explanation = $"resumed by {command.By}" },
            RolloutControl.Abort => RolloutReturn.Begin(state, Verdict.Cancelled, $"aborted by {command.By}{Why(command)}", now),
            RolloutControl.Supersede => state.HadTraffic
                ? state with { Explanation = "newer data waits: live traffic has begun" }
                : RolloutReturn.Begin(state, Verdict.Superseded, command.Reason ?? "newer data came", now),
            RolloutControl.Promote => state.Phase == RolloutPhase.Looking
                ? RolloutLooks.Advance(state, $"promoted to the next step by {command.By}{Why(command)}", now)
                : state with { Explanation = $"{command.By} wants to go on; the step has not begun yet" },
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.Control, "unknown command"),
        };
    }

    private static bool MayStillChange(RolloutPhase phase) => phase
        is RolloutPhase.Acquiring or RolloutPhase.Deploying or RolloutPhase.Warming or RolloutPhase.Announcing
        or RolloutPhase.Shifting or RolloutPhase.Looking;

    private static string Why(RolloutCommand command) =>
        string.IsNullOrWhiteSpace(command.Reason) ? "" : $": {command.Reason}";
}
