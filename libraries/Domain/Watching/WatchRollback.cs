using Landfall.Domain.Serving;

namespace Landfall.Domain.Watching;

/// <param name="Change">What to write; null when nothing is to be written.</param>
/// <param name="Done">Who has all traffic already, because the same was asked before.</param>
/// <param name="Refusal">Why not, and what to do; null when it may be, or was, written.</param>
public sealed record WatchRollbackRuling(TrafficChange? Change, ModelVersionRef? Done = null, string? Refusal = null);

/// <summary>
/// May a watch take traffic from its champion? It writes what <c>landfall rollback</c> writes, from the route alone; seal,
/// alias, record and Git follow as they do after a person's. Pure.
/// </summary>
public static class WatchRollback
{
    public static WatchRollbackRuling On(RouteRef route, StoredRoute? stored, GoBackRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(request);
        if (stored is null)
            return Refuse($"route {route.Name} is gone");
        if (stored.ByHand is { } before && before.From.Number == request.Champion.Number)
            return new(null, before.To);
        if (stored.Weights?.Candidate is { } candidate && candidate.Number != request.Champion.Number)
            return Refuse($"run {stored.Run} moves traffic to {candidate} now, and its judges decide");

        var ruling = RollbackByHand.On(route, stored, WatchFacts.By, request.Reason, now);
        return ruling.Change is { } change
            ? new(change)
            : Refuse($"{ruling.Refusal} {ruling.Hint}".Trim().TrimEnd('.'));
    }

    private static WatchRollbackRuling Refuse(string why) => new(null, Refusal: why);
}
