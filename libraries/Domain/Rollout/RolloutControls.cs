namespace Landfall.Domain.Rollout;

/// <summary>What a person may do, and when. A command that does not fit the moment changes nothing and says so.</summary>
internal static class RolloutControls
{
    public static RolloutState Apply(RolloutState state, RolloutCommand command, DateTimeOffset now)
    {
        if (command.Control is RolloutControl.Decided or RolloutControl.NotAsked)
            return OnQuestion(state, command, now);

        if (!MayStillChange(state.Phase))
            return state with { Explanation = $"{command.Control} by {command.By} came too late{Instead(state)}: {state.Explanation}" };

        return command.Control switch
        {
            RolloutControl.Pause => state with { Paused = true, Explanation = $"paused by {command.By}{Why(command)}" },
            RolloutControl.Resume => state with { Paused = false, Explanation = $"resumed by {command.By}" },
            RolloutControl.Abort => RolloutReturn.Begin(state, Verdict.Cancelled, $"aborted by {command.By}{Why(command)}", now),
            RolloutControl.Supersede => state.HadTraffic
                ? state with { Explanation = "newer data waits: live traffic has begun" }
                : RolloutReturn.Begin(state, Verdict.Superseded, command.Reason ?? "newer data came", now),
            RolloutControl.Skip or RolloutControl.Promote when state.OpenQuestion is not null => state with
            {
                Explanation = $"{command.By} wants to go on; {RolloutGates.Waits(state.Pending!, state)}",
            },
            RolloutControl.Skip => WhileLooking(state, command, "go on", () =>
                RolloutLooks.Advance(state, $"the step {state.Current.Name} was ended by {command.By}{Why(command)}", now)),
            RolloutControl.Promote => WhileLooking(state, command, "promote", () =>
                RolloutLooks.Promote(state, $"promoted by {command.By}{Why(command)}", now)),
            RolloutControl.SetWeight => WhileLooking(state, command, "set the weight", () => Weigh(state, command, now)),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.Control, "unknown command"),
        };
    }

    /// <summary>From a question itself: there is news in its log, or nobody could be asked. Others than the open one say nothing.</summary>
    private static RolloutState OnQuestion(RolloutState state, RolloutCommand command, DateTimeOffset now) =>
        state.OpenQuestion != command.By || !MayStillChange(state.Phase) ? state
        : command.Control == RolloutControl.Decided ? state with { Pending = state.Pending! with { Nudged = true } }
        : RolloutReturn.Begin(
            state, Verdict.Failed, $"nobody could be asked about the step {state.Steps[state.Pending!.To].Name}: {command.Reason}", now);

    private static RolloutState WhileLooking(
        RolloutState state, RolloutCommand command, string wish, Func<RolloutState> act) =>
        state.Phase == RolloutPhase.Looking
            ? act()
            : state with { Explanation = $"{command.By} wants to {wish}; the step has not begun yet" };

    /// <summary>
    /// The step begins anew at the other weight, because its counts are of another stratum. More traffic is recorded before
    /// it flows, less traffic after.
    /// </summary>
    private static RolloutState Weigh(RolloutState state, RolloutCommand command, DateTimeOffset now)
    {
        if (command.Weight is not (> 0 and < 100) || state.Current is { IsShadow: true } or { IsBake: true })
        {
            return state with
            {
                Explanation = $"{command.By} wants a weight of {command.Weight} % {state.Current.Where}; a weight from 1 to 99 can be set "
                    + "while a step shares live traffic",
            };
        }

        if (state.Steps.Skip(state.Step + 1).FirstOrDefault(step => step.Approve == true) is { } gated && command.Weight >= gated.Weight)
        {
            return state with
            {
                Explanation = $"{command.By} wants a weight of {command.Weight} %; people have to agree before {gated.Weight} %, so a weight "
                    + "below it can be set",
            };
        }

        if (command.Weight > state.Current.Weight && state.Request.Plan.During is { } hours && state.Evidence?.OpensAt is { } opens)
        {
            return state with
            {
                Explanation = $"{command.By} wants a weight of {command.Weight} %; weights rise {hours}, again from {opens.UtcDateTime:u}",
            };
        }

        var less = command.Weight < state.Current.Weight;
        var reason = $"{command.Weight} % set by {command.By}{Why(command)}";
        return RolloutMachine.Enter(
            state with { HandWeight = command.Weight, RecordLast = less ? true : null, Paused = false, AskedBecause = null, AskedSince = null },
            less ? RolloutPhase.Shifting : RolloutPhase.Announcing, now, reason);
    }

    private static string Instead(RolloutState state) =>
        state.Verdict?.Verdict == Verdict.Promoted ? $" (landfall rollback {state.Request.Candidate.Model} goes back)" : "";

    private static bool MayStillChange(RolloutPhase phase) => phase
        is RolloutPhase.Acquiring or RolloutPhase.Deploying or RolloutPhase.Warming or RolloutPhase.Announcing
        or RolloutPhase.Shifting or RolloutPhase.Looking or RolloutPhase.Asking or RolloutPhase.Holding;

    private static string Why(RolloutCommand command) =>
        string.IsNullOrWhiteSpace(command.Reason) ? "" : $": {command.Reason}";
}
