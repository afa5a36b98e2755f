namespace Landfall.Domain.Rollout;

/// <summary>The two route writes a rollout makes.</summary>
internal static class RolloutTraffic
{
    public static TrafficChange Forward(RolloutState state)
    {
        var step = state.Current;
        var fence = state.Fence!.Next();
        var weights = new Weights(
            state.Request.Champion, state.Request.Candidate, step.Weight, Mirror: step.IsShadow, Stratum: fence.ToString(),
            MirrorPercent: step.IsShadow ? step.MirrorPercent : null);

        return new(
            state.Lease!.Route, weights, fence, MayOverride: false, state.Request.Run.Id, $"step {step.Name}: {state.Explanation}",
            state.Request.Run);
    }

    /// <summary>All to the champion, in a higher epoch: nothing that was sent before can undo it.</summary>
    public static TrafficChange Back(RolloutState state)
    {
        var fence = state.Fence!.Raised();
        var weights = new Weights(
            state.Request.Champion, Candidate: null, CandidateWeight: 0, Mirror: false, Stratum: fence.ToString());

        return new(
            state.Lease!.Route, weights, fence, MayOverride: true, state.Request.Run.Id, state.Verdict!.Reason, state.Request.Run);
    }
}
