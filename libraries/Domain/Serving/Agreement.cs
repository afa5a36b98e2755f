using Landfall.Domain.Git;
using Landfall.Domain.Registry;

namespace Landfall.Domain.Serving;

/// <summary>How Git, registry and cluster stand to one another.</summary>
public enum AgreementState
{
    /// <summary>All three name the same version.</summary>
    Agree,

    /// <summary>They differ for now, and somebody is at it: a rollout, a run that Git asked for, a write that is repeated.</summary>
    Moving,

    /// <summary>They differ, and nobody is at it.</summary>
    Differ,

    /// <summary>One of them was not seen lately.</summary>
    Unknown,
}

/// <summary>What each of the three says of a model, and whether it is the same. Pure.</summary>
/// <param name="Registry">The version that the alias <c>champion</c> names.</param>
/// <param name="Cluster">The version that users are with.</param>
/// <param name="Explanation">One sentence for people.</param>
public sealed record Agreement(
    AgreementState State, string Explanation, string Git, ModelVersionRef? Registry, ModelVersionRef? Cluster, DateTimeOffset? ClusterSeenAt)
{
    /// <summary>Routes are read every minute; one that was read longer ago than this says nothing.</summary>
    public static TimeSpan Stale { get; } = TimeSpan.FromMinutes(15);

    /// <param name="git">Null where the pipeline names no file in Git.</param>
    /// <param name="seen">Null where no route of the model was ever seen.</param>
    /// <param name="open">A run of the model that is under way; null when there is none.</param>
    /// <param name="isServed">False where the pipeline moves an alias alone: no route belongs to the model then.</param>
    public static Agreement Of(
        GitState? git, AliasEntry? champion, SeenRoute? seen, string? open, DateTimeOffset now, bool isServed = true)
    {
        var cluster = seen?.Weights.Serving;
        var file = git is null ? "the pipeline names no file" : git.Explanation;
        Agreement Is(AgreementState state, string why) => new(state, why, file, champion?.To, cluster, seen?.At);

        if (champion is null)
            return Is(AgreementState.Agree, "No version was promoted yet.");
        var isSeen = seen is not null && now - seen.At <= Stale;
        if (!isServed && isSeen && cluster is not null)
            return Is(AgreementState.Differ, $"The pipeline moves an alias alone, and route {seen!.Route.Name} still serves {cluster}.");
        if (isServed && !isSeen)
        {
            return Is(AgreementState.Unknown, seen is null
                ? $"The registry's champion is {champion.To}; no route of it was read in the cluster yet."
                : $"The registry's champion is {champion.To}; the route was last read at {seen.At.UtcDateTime:u}. Is the Rollout app running?");
        }

        if (isServed && Route(champion, seen!, cluster, open) is { } moved)
            return Is(moved.State, moved.Why);

        var stands = isServed ? $"{champion.To} serves" : $"{champion.To} is champion";
        return git?.Standing switch
        {
            GitStanding.Asked => Is(AgreementState.Moving, $"{stands}; Git asks for something else: {git.Explanation}."),
            GitStanding.Owed => Is(AgreementState.Moving, $"{stands}; Git does not say so yet: {git.Explanation}."),
            GitStanding.Drift => Is(AgreementState.Differ, $"{stands}; Git differs: {git.Explanation}."),
            _ => Is(AgreementState.Agree, $"{champion.To} is the registry's champion{(isServed ? " and has all traffic" : "; no route belongs to it")}"
                + $"{(git is null ? "" : "; Git says nothing else")}."),
        };
    }

    private static (AgreementState State, string Why)? Route(AliasEntry champion, SeenRoute seen, ModelVersionRef? cluster, string? open)
    {
        if (cluster?.Digest == champion.To.Digest && seen.Weights is { CandidateWeight: 0 or 100, Mirror: false })
            return null;

        var weights = seen.Weights;
        var says = weights.Candidate is { } candidate && weights.CandidateWeight is > 0 and < 100
            ? $"{weights.CandidateWeight} % of the traffic go to {candidate}"
            : weights is { Mirror: true, Candidate: { } copied } ? $"{copied} sees copies of the traffic"
            : cluster is null ? "no version has traffic" : $"{cluster} has all traffic";
        return open is { } run && (seen.Run is null || seen.Run == run)
            ? (AgreementState.Moving, $"Run {run} is under way: {says}; the registry's champion is {champion.To}.")
            : (AgreementState.Differ, $"In the cluster {says}; the registry's champion is {champion.To}. Nobody is at it; who wrote the route: landfall served {champion.To.Model}.");
    }
}
