using Landfall.Domain.Storage;

namespace Landfall.Domain.Serving;

/// <summary>A newer write has been there. No repetition mends it.</summary>
public sealed class FencedException(string message) : TerminalFailure(message);

/// <summary>Somebody else has changed the route. Only a rollback may write over it.</summary>
public sealed class RouteTakenException(string message) : TerminalFailure(message);

/// <param name="Write">False when what is wanted is there already, or is no longer ours to want.</param>
/// <param name="Fence">The fence to write, or the one that is there.</param>
/// <param name="Overrode">Who is overwritten, said aloud.</param>
public sealed record RouteRuling(bool Write, Fence Fence, string? Overrode = null);

/// <summary>
/// May this write reach the route? Pure; the caller replaces exactly what it read and asks again if someone was faster.
/// Forward writes obey the fence. A way back never fails for good: it would leave traffic where it must not be.
/// </summary>
public static class RouteRules
{
    /// <param name="wanted">Digest of the rules that would be written.</param>
    /// <exception cref="FencedException">A forward write is older than the route's fence.</exception>
    /// <exception cref="RouteTakenException">A forward write finds the rules edited by somebody else.</exception>
    public static RouteRuling On(TrafficChange change, StoredRoute? stored, string wanted)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (stored is null)
            return WithoutRoute(change);

        var order = stored.Fence is { } there ? change.Fence.CompareTo(there) : 1;
        if (order == 0 && stored.Run == change.RunId && stored.RulesDigest == wanted)
            return new(Write: false, change.Fence);

        return change.MayOverride ? Back(change, stored, order) : Forward(change, stored, order);
    }

    /// <summary>
    /// A run's first write makes the route. One that is gone later was deleted by somebody, who may have meant it. A way back
    /// makes it even where nobody is left to send requests to: without its fence, a write that is still on its way would come after
    /// it and give everything to the version that has just been taken back.
    /// </summary>
    private static RouteRuling WithoutRoute(TrafficChange change) => change is { MayOverride: false, Fence.Sequence: > 1 }
        ? throw new RouteTakenException(
            $"HTTPRoute {change.Route.Name} was deleted since run {change.RunId} wrote it. This rollout goes back, which makes the "
            + "route anew for the champion; run it again when the route is to stay.")
        : new(Write: true, change.Fence);

    private static RouteRuling Forward(TrafficChange change, StoredRoute stored, int order)
    {
        if (order <= 0)
        {
            throw new FencedException(
                $"The write {change.Fence} of run {change.RunId} is refused: route {stored.Name} has {stored.Fence} of run "
                + $"{stored.Run}. A newer decision holds; this one must turn back.");
        }

        if (stored.Fence is null)
        {
            throw new RouteTakenException(
                $"HTTPRoute {stored.Name} exists and was not made by Landfall. Delete it, or give the pipeline another route.");
        }

        return stored.EditedBy is { } editor
            ? throw new RouteTakenException(
                $"HTTPRoute {stored.Name} was edited by {editor} since run {stored.Run} wrote {stored.Fence}. "
                + "Undo the edit, or run `landfall rollback`, before traffic is moved again.")
            : LeftWith(change, stored) is { } serving
                ? throw new RouteTakenException(Overtaken(stored.Name, serving, change.Weights.Champion))
                : new(Write: true, change.Fence);
    }

    /// <summary>Why a run that compared with another version than users are with now goes no further.</summary>
    public static string Overtaken(string route, ModelVersionRef serving, ModelVersionRef? compared) =>
        $"route {route} is with {serving} now, and this run compared with {compared?.ToString() ?? "nobody"}: its evidence and approval are "
        + "about another choice. Start a new attempt: landfall rerun";

    /// <summary>
    /// Whom somebody else has left the route with, when that is not who this change takes for the champion: it may have been rolled
    /// back since, and must not come back by the way.
    /// </summary>
    private static ModelVersionRef? LeftWith(TrafficChange change, StoredRoute stored) =>
        stored.Run != change.RunId && change.ByHand is null && stored.Weights?.Serving is { } serving
        && IsOvertaken(serving, change.Weights.Champion, change.Weights.Candidate)
            ? serving
            : null;

    /// <summary>Whether users are with neither of the two that a run compared.</summary>
    public static bool IsOvertaken(ModelVersionRef serving, ModelVersionRef? champion, ModelVersionRef? candidate)
    {
        ArgumentNullException.ThrowIfNull(serving);
        return !serving.Is(champion) && !serving.Is(candidate);
    }

    private static RouteRuling Back(TrafficChange change, StoredRoute stored, int order)
    {
        // A later lease holder, or a person who was faster, answers for the route now.
        if ((order <= 0 && stored.Run != change.RunId) || LeftWith(change, stored) is not null)
            return new(Write: false, stored.Fence!);

        var overrode = stored.EditedBy is { } editor ? $"{editor}, who had edited the route" : null;
        return new(Write: true, order > 0 ? change.Fence : stored.Fence!.Raised(), overrode);
    }
}
