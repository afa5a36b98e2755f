namespace Landfall.Domain.Rollout;

/// <summary>The way back. Less traffic comes first, then its record, then tidying; what must succeed is tried until it does.</summary>
internal static class RolloutReturn
{
    /// <summary>After live traffic it is a rollback; before, the candidate is merely refused.</summary>
    public static Verdict VerdictOf(RolloutState state) => state.HadTraffic ? Verdict.RolledBack : Verdict.Rejected;

    public static RolloutState Begin(RolloutState state, Verdict verdict, string reason, DateTimeOffset now)
    {
        // A write may have reached the route without its answer having reached us.
        var mayHaveTraffic = state.HadTraffic || (state.Phase == RolloutPhase.Shifting && state.Current.Weight > 0);
        var returning = state with
        {
            HadTraffic = mayHaveTraffic,
            Verdict = new(verdict, reason, mayHaveTraffic, Restored: mayHaveTraffic, state.Last),
        };

        return RolloutMachine.Enter(returning, FirstPhase(state), now, reason);
    }

    /// <summary>A route that was never touched is not ours to write: somebody may have set it by hand meanwhile.</summary>
    private static RolloutPhase FirstPhase(RolloutState state) => state switch
    {
        { Lease: not { Held: true } } => RolloutPhase.Releasing,
        { MayHaveWritten: true } => RolloutPhase.Returning,
        { OpenQuestion: not null } => RolloutPhase.Closing,
        _ => RolloutPhase.RetiringCandidate,
    };

    /// <summary>
    /// On the way forward a failure turns back. On the way back the route and the record are tried again for as long as it
    /// takes; tidying that fails is left to the sweep, said in the explanation.
    /// </summary>
    public static RolloutState OnFailure(RolloutState state, string reason, DateTimeOffset now) => state.Phase switch
    {
        RolloutPhase.Returning or RolloutPhase.RecordingReturn => state with
        {
            Attempt = state.Attempt + 1,
            Explanation = $"going back, try {state.Attempt + 2}: {reason}",
        },
        RolloutPhase.Closing => RolloutMachine.Enter(state, RolloutPhase.Sealing, now, reason),
        RolloutPhase.Sealing => RolloutMachine.Enter(state, RolloutPhase.RetiringCandidate, now, reason),
        RolloutPhase.RetiringCandidate or RolloutPhase.RetiringOld =>
            RolloutMachine.Enter(state, RolloutPhase.Releasing, now, reason),
        RolloutPhase.Releasing => RolloutMachine.Enter(state, RolloutPhase.Over, now, reason),
        _ => Begin(state, Verdict.Failed, reason, now),
    };
}
