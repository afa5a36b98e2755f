using System.Globalization;
using System.Text.Json.Serialization;

namespace Landfall.Contracts;

/// <summary>
/// Orders all writes to one route, whoever sends them and however late they arrive. Compared epoch first; a write below
/// the fence that is stored on the route is refused.
/// </summary>
/// <param name="Epoch">Counts the transitions of the route's lease; a rollback raises it too.</param>
/// <param name="Sequence">Counts the writes within an epoch.</param>
public sealed record Fence(long Epoch, long Sequence) : IComparable<Fence>
{
    public int CompareTo(Fence? other) =>
        other is null ? 1 : Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Sequence.CompareTo(other.Sequence);

    public Fence Next() => this with { Sequence = Sequence + 1 };

    public Fence Raised() => new(Epoch + 1, 0);

    public override string ToString() => $"{Epoch}.{Sequence}";

    /// <returns>Null for anything that is not <c>epoch.sequence</c>.</returns>
    public static Fence? Parse(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture, out var sequence)
                ? new(epoch, sequence)
                : null;
    }
}

/// <param name="Name">Name of the <c>HTTPRoute</c>, which is also the path under the gateway.</param>
public sealed record RouteRef(string Namespace, string Name);

/// <param name="Champion">Null for a first version.</param>
/// <param name="CandidateWeight">Percent; the champion has the rest.</param>
/// <param name="Mirror">The champion's requests are copied to the candidate.</param>
/// <param name="Stratum">Name of the stretch of time in which these weights hold; every request carries it.</param>
/// <param name="MirrorPercent">How many of the requests are copied; null for all.</param>
public sealed record Weights(
    ModelVersionRef? Champion, ModelVersionRef? Candidate, int CandidateWeight, bool Mirror, string Stratum, int? MirrorPercent = null)
{
    /// <summary>Whom users are with: the candidate when it has all traffic, else the champion. Null: nobody.</summary>
    [JsonIgnore]
    public ModelVersionRef? Serving => CandidateWeight >= 100 ? Candidate : Champion;
}

/// <param name="MayOverride">Only a rollback may overwrite what someone else has written to the route.</param>
/// <param name="Run">Whose documents name the gateway.</param>
/// <param name="ByHand">Set when a person goes back: it stays on the route until all else has followed.</param>
public sealed record TrafficChange(
    RouteRef Route, Weights Weights, Fence Fence, bool MayOverride, string RunId, string Reason, Run? Run = null,
    HandRollback? ByHand = null);

/// <param name="Overrode">Who had changed the route and was overwritten, if anyone.</param>
/// <param name="Halted">Why nothing was written: more traffic is halted. Ask again later.</param>
/// <param name="OpensAt">When weights may be raised again, where that alone is why.</param>
/// <param name="Passed">Which rules stood in the way and were overridden by whom, in sentences; null where none did.</param>
public sealed record AppliedTraffic(
    Fence Fence, string ResourceVersion, string? Overrode = null, string? Halted = null, DateTimeOffset? OpensAt = null,
    IReadOnlyList<string>? Passed = null);

public sealed record AcquireRouteRequest(Run Run, string Route);

/// <param name="Held">False when another run holds the route: try again later.</param>
/// <param name="HeldBy">Who holds it.</param>
/// <param name="Serving">Whom users are with, as another run or a person has left the route; null when nobody has.</param>
/// <param name="OpensAt">When weights may be raised again; null while they may.</param>
public sealed record RouteLease(
    bool Held, RouteRef Route, Fence Fence, string? HeldBy = null, bool Exists = false, ModelVersionRef? Serving = null,
    DateTimeOffset? OpensAt = null);

public sealed record ReleaseRouteRequest(RouteRef Route, Run Run);

/// <param name="StandIn">Which version answers what this one fails to; null for none.</param>
public sealed record DeployRequest(Run Run, ModelVersionRef Version, ModelVersionRef? StandIn = null);

public sealed record RetireRequest(Run Run, ModelVersionRef Version, string Why);

/// <param name="Problem">Why it will never be ready, once that is known.</param>
/// <param name="Blocked">What the cluster lacks: a quota that is used up, no node with room. It may pass, and is no fault of the
/// version.</param>
public sealed record ServingState(
    bool Ready, int ReadyReplicas, int Replicas, int Restarts, string Explanation, string? Problem = null, string? Blocked = null);
