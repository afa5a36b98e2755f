namespace Landfall.Domain.Rollout;

/// <summary>What a look leads to.</summary>
internal static class RolloutLooks
{
    public static RolloutState OnEvidence(RolloutState state, RolloutInput.Seen look, DateTimeOffset now)
    {
        var evidence = look.Evidence;
        var seen = RolloutGates.Read(state, look.Approval, evidence.OpensAt) with
        {
            Evidence = evidence,
            Last = new(state.Current.Name, state.Current.Weight, evidence.At, evidence.Samples, evidence.Readings),
            Counters = evidence.Counters,
            Look = state.Look + 1,
            Clock = StepClock.Of(state, now),
            Attempt = 0,
            BlindSince = evidence.Blind is null ? null : state.BlindSince ?? now,
            MissingSince = MissingRules.Since(state, evidence, now),
            Halted = evidence.Halted,
        };
        if ((state.BlindSince is not null && evidence.Blind is null) || (state.MissingSince is not null && seen.MissingSince is null))
            seen = seen with { AskedBecause = null, AskedSince = null };    // what was asked has answered itself
        var judgement = StepJudgement.Of(seen, evidence, now);

        if (judgement.Decision == StepDecision.GoBack)
            return RolloutReturn.Begin(seen, RolloutReturn.VerdictOf(seen), judgement.Reason, now);

        if (RolloutGates.Refusal(seen, now) is { } refusal)
            return RolloutReturn.Begin(seen, Verdict.Rejected, refusal, now);

        if (seen.Halted is { } halted)
            return seen with { Explanation = $"{halted}; {judgement.Reason}" };

        if (seen.Paused)
            return seen with { Explanation = $"paused; {judgement.Reason}" };

        if (seen.AskedBecause is { } asked)
            return WhileAsked(seen, asked, judgement, now);

        return judgement.Decision switch
        {
            StepDecision.KeepLooking => seen with { Explanation = judgement.Reason },
            StepDecision.Extend => seen with
            {
                Extensions = seen.Extensions + 1,
                StepSince = now,
                Explanation = judgement.Reason,
            },
            StepDecision.Ask => seen with
            {
                AskedBecause = judgement.Reason,
                AskedSince = now,
                Explanation = $"a person is asked: {judgement.Reason}",
            },
            _ => Advance(seen, judgement.Reason, now),
        };
    }

    /// <summary>The step is done: the next one, or the end.</summary>
    public static RolloutState Advance(RolloutState state, string reason, DateTimeOffset now)
    {
        if (state.Step + 1 < state.Steps.Count)
            return RolloutGates.Enter(state, state.Step + 1, reason, now);

        return RolloutMachine.Enter(Cleared(state), RolloutPhase.Promoting, now, reason) with
        {
            Verdict = new(Verdict.Promoted, reason, HadTraffic: true, Restored: false, state.Last),
        };
    }

    /// <summary>All steps between are left out; the last one, with everybody's traffic, is not.</summary>
    public static RolloutState Promote(RolloutState state, string reason, DateTimeOffset now) =>
        state.Step + 1 < state.Steps.Count
            ? RolloutGates.Enter(state with { Pending = null }, state.Steps.Count - 1, reason, now)
            : Advance(state, reason, now);

    /// <summary>Nothing stands before it any more.</summary>
    public static RolloutState Begin(RolloutState state, int step, string reason, DateTimeOffset now) =>
        RolloutMachine.Enter(Cleared(state), RolloutPhase.Announcing, now, reason) with
        {
            Step = step,
            StepSince = null,
            Evidence = null,
            Granted = state.Pending?.ApprovalId,
            Pending = null,
            From = state.Request.Plan.During is null || state.Stratum is null ? null : state.Step,
        };

    private static RolloutState Cleared(RolloutState state) => state with
    {
        AskedBecause = null,
        AskedSince = null,
        Paused = false,
        HandWeight = null,
    };

    /// <summary>Evidence may still answer the question; so may its expiry.</summary>
    private static RolloutState WhileAsked(RolloutState state, string asked, StepJudgement judgement, DateTimeOffset now)
    {
        if (judgement.Decision == StepDecision.Advance)
            return Advance(state, judgement.Reason, now);

        return now - state.AskedSince >= state.Request.Plan.AskFor
            ? RolloutReturn.Begin(state, RolloutReturn.VerdictOf(state), $"nobody answered: {asked}", now)
            : state with { Explanation = $"a person is asked: {asked}" };
    }
}
