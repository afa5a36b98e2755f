using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;

namespace Landfall.Domain.Rollout;

/// <summary>
/// The table of a rollout: what each phase does next, and where each answer leads. Any failure after the first live
/// traffic leads back; the way back has no exit but its end.
/// </summary>
public static class RolloutMachine
{
    private static readonly TimeSpan RouteTaken = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HaltedFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HoldFor = TimeSpan.FromSeconds(15);

    public static RolloutEffect EffectOf(RolloutState state, DateTimeOffset now)
    {
        var request = state.Request;
        return state.Phase switch
        {
            RolloutPhase.Acquiring => new RolloutEffect.Acquire(
                new(request.Run, request.Plan.Route), state.Attempt == 0 ? TimeSpan.Zero : RouteTaken),
            RolloutPhase.Deploying => new RolloutEffect.Deploy(new(
                request.Run, request.Candidate, request.Plan.FallbackAfter is null ? null : request.Champion)),
            RolloutPhase.Warming => new RolloutEffect.ReadServing(new(request.Run, request.Candidate), Warming),
            RolloutPhase.Announcing => new RolloutEffect.Announce(RolloutFacts.Intent(state, now), TimeSpan.Zero),
            RolloutPhase.Shifting => new RolloutEffect.Shift(
                RolloutTraffic.Forward(state), state.Attempt == 0 ? TimeSpan.Zero : HaltedFor),
            RolloutPhase.Looking => new RolloutEffect.Look(Observe(state, now), NextLook(state, now), state.OpenQuestion),
            RolloutPhase.Asking => RolloutGates.Ask(state, now),
            RolloutPhase.Holding => new RolloutEffect.Acquire(
                new(request.Run, request.Plan.Route), state.Pending is { Nudged: true } ? TimeSpan.Zero : HoldFor, state.OpenQuestion),
            RolloutPhase.Promoting => new RolloutEffect.MoveAlias(RolloutFacts.Promotion(state)),
            RolloutPhase.RetiringOld => request.Champion is { } old
                ? new RolloutEffect.Retire(new(request.Run, old, $"replaced by {request.Candidate}"))
                : new RolloutEffect.None(),
            RolloutPhase.Returning => new RolloutEffect.Shift(RolloutTraffic.Back(state), BackOff(state.Attempt)),
            RolloutPhase.RecordingReturn => new RolloutEffect.Announce(
                RolloutFacts.Return(state, now), BackOff(state.Attempt)),
            RolloutPhase.Closing => new RolloutEffect.Close(new(
                state.Pending!.ApprovalId!, ApprovalEntryKind.Supersede, $"the rollout goes back: {state.Verdict!.Reason}")),
            RolloutPhase.Sealing => state.Verdict!.Verdict == Verdict.RolledBack
                ? new RolloutEffect.Seal(new(request.Candidate, request.Run.Id, state.Verdict.Reason))
                : new RolloutEffect.None(),
            RolloutPhase.RetiringCandidate => new RolloutEffect.Retire(
                new(request.Run, request.Candidate, state.Verdict!.Reason)),
            RolloutPhase.Releasing => state.Lease is { Held: true } lease
                ? new RolloutEffect.Release(new(lease.Route, request.Run))
                : new RolloutEffect.None(),
            _ => new RolloutEffect.None(),
        };
    }

    public static RolloutState Next(RolloutState state, RolloutInput input, DateTimeOffset now) => (state.Phase, input) switch
    {
        (RolloutPhase.Over, _) => state,

        (_, RolloutInput.Failed failed) => RolloutReturn.OnFailure(state, failed.Reason, now),
        (_, RolloutInput.Commanded commanded) => RolloutControls.Apply(state, commanded.Command, now),

        (RolloutPhase.Acquiring, RolloutInput.Acquired acquired) => OnLease(state, acquired.Lease, now),
        (RolloutPhase.Deploying, RolloutInput.Done) => Enter(state, RolloutPhase.Warming, now, "starting the servers"),
        (RolloutPhase.Warming, RolloutInput.Served served) => OnServing(state, served.State, now),
        (RolloutPhase.Announcing, RolloutInput.Done) => state.RecordLast == true
            ? Enter(state with { RecordLast = null }, RolloutPhase.Looking, now, state.Explanation)
            : Enter(state, RolloutPhase.Shifting, now, state.Explanation),
        (RolloutPhase.Shifting, RolloutInput.Shifted shifted) => OnShifted(state, shifted.Applied, now),
        (RolloutPhase.Looking, RolloutInput.Seen seen) => RolloutLooks.OnEvidence(state, seen, now),
        (RolloutPhase.Asking, RolloutInput.Done) => RolloutGates.Asked(state, now),
        (RolloutPhase.Holding, RolloutInput.Acquired held) => RolloutGates.OnHeld(state, held, now),

        (RolloutPhase.Promoting, RolloutInput.Done) => Enter(state, RolloutPhase.RetiringOld, now, "retiring the old version"),
        (RolloutPhase.RetiringOld, RolloutInput.Done) => Enter(state, RolloutPhase.Releasing, now, state.Explanation),

        (RolloutPhase.Returning, RolloutInput.Shifted shifted) => Enter(
            state with { Fence = shifted.Applied.Fence }, RolloutPhase.RecordingReturn, now, state.Explanation),
        (RolloutPhase.RecordingReturn, RolloutInput.Done) => Enter(
            state, state.OpenQuestion is null ? RolloutPhase.Sealing : RolloutPhase.Closing, now, state.Explanation),
        (RolloutPhase.Closing, RolloutInput.Done) => Enter(state, RolloutPhase.Sealing, now, state.Explanation),
        (RolloutPhase.Sealing, RolloutInput.Done) => Enter(state, RolloutPhase.RetiringCandidate, now, state.Explanation),
        (RolloutPhase.RetiringCandidate, RolloutInput.Done) => Enter(state, RolloutPhase.Releasing, now, state.Explanation),
        (RolloutPhase.Releasing, RolloutInput.Done) => Enter(state, RolloutPhase.Over, now, state.Explanation),

        _ => throw new InvalidOperationException(
            $"A rollout that is {state.Phase} cannot take {input.GetType().Name}; it takes what {EffectOf(state, now).GetType().Name} gives."),
    };

    internal static RolloutState Enter(RolloutState state, RolloutPhase phase, DateTimeOffset now, string explanation) =>
        state with { Phase = phase, PhaseSince = now, Attempt = 0, Explanation = explanation };

    private static RolloutState OnLease(RolloutState state, RouteLease lease, DateTimeOffset now)
    {
        if (!lease.Held)
            return state with { Attempt = state.Attempt + 1, Explanation = $"the route is held by {lease.HeldBy}" };

        var held = state with { Lease = lease, Fence = lease.Fence };
        return Overtaken(held, lease) is { } overtaken
            ? RolloutReturn.Begin(held, Verdict.Superseded, overtaken, now)
            : Enter(held, RolloutPhase.Deploying, now, $"deploying {state.Request.Candidate}");
    }

    /// <returns>Whom users are with by now, where that is nobody the candidate was compared with; null otherwise.</returns>
    internal static string? Overtaken(RolloutState state, RouteLease lease)
    {
        var (champion, candidate) = (state.Request.Champion, state.Request.Candidate);
        return lease.Serving is { } serving && RouteRules.IsOvertaken(serving, champion, candidate)
            ? RouteRules.Overtaken(lease.Route.Name, serving, champion)
            : null;
    }

    private static RolloutState OnServing(RolloutState state, ServingState serving, DateTimeOffset now)
    {
        if (serving.Ready && state.Paused)
            return state with { Explanation = $"paused; {state.Request.Candidate} is ready" };

        if (serving.Ready)
            return RolloutGates.Enter(state, 0, $"{state.Request.Candidate} is ready", now);

        if (serving.Problem is { } problem)
            return RolloutReturn.Begin(state, Verdict.Rejected, $"the server never became ready: {problem}", now);

        var explanation = serving.Blocked is { } blocked ? $"{serving.Explanation}: {blocked}" : serving.Explanation;
        return now - state.PhaseSince < state.Request.Plan.ReadyWithin
            ? state with { Explanation = explanation }
            : RolloutReturn.Begin(      // a cluster without room says nothing about the model
                state, serving.Blocked is null ? Verdict.Rejected : Verdict.Failed,
                $"the server was not ready within {DurationText.Format(state.Request.Plan.ReadyWithin)}: {explanation}", now);
    }

    private static RolloutState OnShifted(RolloutState state, AppliedTraffic applied, DateTimeOffset now)
    {
        if (applied is { Halted: { } late, OpensAt: { } opens } && (state.From ?? state.HandWeight) is not null)
            return RolloutGates.OnTooLate(state, late, opens, now);

        if (applied.Halted is { } halted)
            return state with { Attempt = state.Attempt + 1, Halted = halted, Explanation = halted };

        var (next, explanation) = state.RecordLast == true
            ? (RolloutPhase.Announcing, state.Explanation)
            : (RolloutPhase.Looking, $"looking {state.Current.Where}{string.Concat((applied.Passed ?? []).Select(rule => $"; {rule}"))}");
        return Enter(state, next, now, explanation) with
        {
            OnRoute = state.Current.Weight,
            Halted = null,
            Fence = applied.Fence,
            Stratum = applied.Fence.ToString(),
            StepSince = now,
            Clock = null,
            MissingSince = null,
            Extensions = 0,
            HadTraffic = state.HadTraffic || state.Current.Weight > 0,
        };
    }

    private static ObserveRequest Observe(RolloutState state, DateTimeOffset now) => new(
        state.Request.Run, state.Lease!.Route, state.Request.Candidate, state.Request.Champion, state.Step, state.Stratum!,
        state.Counters ?? CounterState.Empty, state.Look, MissingRules.WantsProbes(state, now) ? true : null);

    /// <summary>Looks are close together at first, where harm shows, and grow sparser by a twentieth of the step's age.</summary>
    private static TimeSpan NextLook(RolloutState state, DateTimeOffset now)
    {
        if (state.Pending is { Nudged: true })
            return TimeSpan.Zero;

        var plan = state.Request.Plan;
        var age = state.StepSince is { } since && now > since ? now - since : TimeSpan.Zero;
        var next = plan.LookEvery + (age / 20);
        return next < plan.LookAtMost ? next : plan.LookAtMost;
    }

    private static TimeSpan BackOff(int attempt) => attempt == 0
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, attempt - 1)));
}
