using Landfall.Contracts.Documents;

namespace Landfall.Domain.Rollout;

/// <summary>
/// What stands between the end of a step and the next weight: people who have to agree, and hours in which weights rise.
/// Meanwhile the candidate keeps the weight it has and is judged as before; harm leads back at once.
/// </summary>
internal static class RolloutGates
{
    /// <summary>Beyond the question's own end, which the question itself claims.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>Begins the step at once, or asks before it, or waits for its hours.</summary>
    /// <param name="step">Index of the step whose weight is to be set.</param>
    public static RolloutState Enter(RolloutState state, int step, string reason, DateTimeOffset now)
    {
        if (state.Pending is { } pending)
            return Go(state, pending, now);

        var next = Next(state, step, reason, now);
        var from = state.Stratum is null ? 0 : state.Step + 1;
        if (!Enumerable.Range(from, step - from + 1).Any(at => state.Steps[at].Approve == true))
            return next.OpensAt is null ? RolloutLooks.Begin(state, step, reason, now) : Hold(state, next, now);

        if (state.Request.Asking is null)
        {
            return RolloutReturn.Begin(
                state, Verdict.Failed,
                $"people have to agree to the step {state.Steps[step].Name}, and the run was begun by an orchestration that cannot ask "
                + "them. Deploy orchestrations first, then run again.",
                now);
        }

        var id = Orchestrators.StepApprovalId(state.Request.Run.Id, step + 1);
        return RolloutMachine.Enter(state, RolloutPhase.Asking, now, reason) with
        {
            Pending = next with { ApprovalId = id },
            AskedBecause = null,
            AskedSince = null,
            Paused = false,
        };
    }

    /// <summary>What is asked: it is bound to the version, the step, and what was seen before it.</summary>
    public static RolloutEffect Ask(RolloutState state, DateTimeOffset now)
    {
        var (request, pending) = (state.Request, state.Pending!);
        var asking = request.Asking!;
        return new RolloutEffect.Ask(
            new(
                pending.ApprovalId!, request.Run, request.Candidate, request.Champion, asking.Evaluation, asking.Plan,
                asking.DataHeadline, asking.Risk,
                new(pending.To + 1, state.OnRoute ?? 0, state.Steps[pending.To].Weight, state.Last), asking.Checks),
            RolloutFacts.Asked(state, now));
    }

    /// <summary>The question stands: the candidate is looked at again, or held where it has never had a request.</summary>
    public static RolloutState Asked(RolloutState state, DateTimeOffset now) => RolloutMachine.Enter(
        state, state.Stratum is null ? RolloutPhase.Holding : RolloutPhase.Looking, now, Waits(state.Pending!, state));

    /// <param name="view">The question's log; null where it was not read.</param>
    /// <param name="opensAt">When weights may be raised again; null while they may.</param>
    public static RolloutState Read(RolloutState state, ApprovalView? view, DateTimeOffset? opensAt) => state.Pending is { } pending
        ? state with
        {
            Pending = pending with
            {
                View = view ?? pending.View,
                Nudged = false,
                OpensAt = Raises(state, pending.To) ? opensAt : null,
            },
        }
        : state;

    /// <returns>Why the traffic goes back although no harm is seen; null while it may still go on.</returns>
    public static string? Refusal(RolloutState state, DateTimeOffset now)
    {
        if (state.Pending is not { ApprovalId: not null } pending)
            return null;

        var name = state.Steps[pending.To].Name;
        if (pending.View is { State: not (ApprovalState.Pending or ApprovalState.Approved) } said)
            return $"no yes to the step {name}: {said.Explanation}";

        return pending.IsOpen && now - pending.Since > Longest(state.Request.Asking!.Plan)
            ? $"no yes to the step {name}: nothing was heard of the question for {DurationText.Format(Longest(state.Request.Asking.Plan))}"
            : null;
    }

    /// <summary>Before the first request there is nothing to look at: the route is kept, and nothing else happens.</summary>
    public static RolloutState OnHeld(RolloutState state, RolloutInput.Acquired held, DateTimeOffset now)
    {
        var read = Read(state, held.Approval, held.Lease.OpensAt);
        if (Refusal(read, now) is { } refusal)
            return RolloutReturn.Begin(read, Verdict.Rejected, refusal, now);

        if (!held.Lease.Held)
            return read with { Explanation = $"the route is held by {held.Lease.HeldBy}" };

        var kept = read with { Lease = held.Lease, Fence = held.Lease.Fence };
        if (RolloutMachine.Overtaken(kept, held.Lease) is { } overtaken)
            return RolloutReturn.Begin(kept, Verdict.Superseded, overtaken, now);

        return kept.Paused
            ? kept with { Explanation = $"paused; {Waits(kept.Pending!, kept)}" }
            : Go(kept, kept.Pending!, now);
    }

    /// <summary>
    /// A weight that was recorded and came a moment too late: what is on the route is recorded again and looked at until
    /// weights may rise.
    /// </summary>
    public static RolloutState OnTooLate(RolloutState state, string halted, DateTimeOffset opens, DateTimeOffset now)
    {
        var (byHand, on) = (state.HandWeight is not null, state.OnRoute ?? 0);
        var at = byHand ? state.Step : state.From!.Value;
        return RolloutMachine.Enter(state, RolloutPhase.Announcing, now, halted) with
        {
            Step = at,
            HandWeight = on == state.Steps[at].Weight ? null : on,
            StepSince = now,
            RecordLast = true,
            Held = (state.Held ?? 0) + 1,
            Pending = byHand ? state.Pending : new(state.Step, state.Explanation, now, state.Granted, OpensAt: opens),
        };
    }

    /// <summary>In a sentence, for whoever looks.</summary>
    public static string Waits(PendingStep pending, RolloutState state) => pending.IsOpen
        ? $"people are asked about the step {state.Steps[pending.To].Name}: "
            + (pending.View?.Explanation ?? $"waiting for {state.Request.Asking!.Plan.Quorum} of {string.Join(", ", state.Request.Asking.Plan.By)}")
        : pending.OpensAt is { } opens
            ? $"the step {state.Steps[pending.To].Name} waits until {opens.UtcDateTime:u}: weights rise {state.Request.Plan.During}"
            : pending.Reason;

    private static RolloutState Go(RolloutState state, PendingStep pending, DateTimeOffset now) => pending.IsOpen || pending.OpensAt is not null
        ? state with { Explanation = Waits(pending, state) }
        : RolloutLooks.Begin(
            state, pending.To, pending.View is { } view ? $"{pending.Reason}; {view.Explanation}" : pending.Reason, now);

    private static RolloutState Hold(RolloutState state, PendingStep next, DateTimeOffset now) => RolloutMachine.Enter(
        state, state.Stratum is null ? RolloutPhase.Holding : RolloutPhase.Looking, now, Waits(next, state)) with
    {
        Pending = next,
        AskedBecause = null,
        AskedSince = null,
        Paused = false,
    };

    /// <summary>Where nobody has looked yet, the hours are unknown: the next look, which comes at once, tells.</summary>
    private static PendingStep Next(RolloutState state, int step, string reason, DateTimeOffset now)
    {
        if (state.Request.Plan.During is null || !Raises(state, step))
            return new(step, reason, now);

        return state.Evidence is { } seen
            ? new(step, reason, now, OpensAt: seen.OpensAt)
            : new(step, reason, now, Nudged: true, OpensAt: now);
    }

    private static bool Raises(RolloutState state, int step) => state.Steps[step].Weight > (state.OnRoute ?? 0);

    private static TimeSpan Longest(ApprovalPlan plan) =>
        (plan.EscalateTo is { Count: > 0 } ? plan.ExpiresAfter * 2 : plan.ExpiresAfter) + Grace;
}
