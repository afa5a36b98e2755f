namespace Landfall.Domain.Serving;

/// <param name="Change">What to write; null when it is refused.</param>
/// <param name="Refusal">Why not; null when it may be written.</param>
/// <param name="Hint">What to do instead.</param>
public sealed record HandRuling(TrafficChange? Change, string? Refusal = null, string? Hint = null);

/// <summary>
/// What a rollback by hand writes: all traffic to the version that had it before, in a higher epoch. Pure, and from the
/// route alone, so that it needs neither hub nor storage nor registry nor Git.
/// </summary>
public static class RollbackByHand
{
    /// <summary>Who a route was written by when it was no run: later writers tell by it that a person was faster.</summary>
    public const string Writer = "rollback-by-hand";

    public static HandRuling On(RouteRef route, StoredRoute stored, string by, string reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored is not { Fence: { } fence, Weights: { } weights })
            return new(null, $"Route {stored.Name} was not written by Landfall, or somebody has edited its annotations.",
                $"Look at it: kubectl get httproute {stored.Name} -o yaml");
        if (weights.Candidate is not { } candidate)
            return new(null, $"There is nothing to roll back: all traffic of {stored.Name} is with {weights.Champion}.",
                stored.ByHand is { } before ? $"It was {before}." : "Only the last change of a route can be taken back.");
        if (weights.Champion is not { } champion)
            return new(null, $"{candidate} is the first version: there is none to go back to.",
                $"To keep what comes next from getting traffic: landfall halt. To serve nothing: kubectl delete httproute {stored.Name}");

        var higher = fence.Raised();
        var back = new Weights(champion, null, 0, Mirror: false, Stratum: higher.ToString());
        var byHand = new HandRollback(candidate, champion, stored.Run, by, reason, now, higher);
        return new(new(route, back, higher, MayOverride: true, Writer, byHand.ToString(), ByHand: byHand));
    }

    /// <summary>To a rollout that still runs, a person's rollback is harm that is shown.</summary>
    /// <param name="since">The fence of the step that is looked at.</param>
    public static StepEvidence Seen(StepEvidence evidence, HandRollback? byHand, string since)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (byHand is null || Fence.Parse(since) is not { } step || byHand.Fence.CompareTo(step) <= 0)
            return evidence;

        var said = new JudgeReading("a person", JudgeOutcome.Harm, 1, 1, null, null, byHand.ToString());
        return evidence with { Readings = [said, .. evidence.Readings] };
    }
}
