namespace Landfall.Local.Gateway;

/// <summary>An HTTPRoute as far as the gateway obeys it. Immutable: a change makes a new one.</summary>
internal sealed record Route(
    string Namespace, string Name, DateTimeOffset Created, bool IsSticky, IReadOnlyList<string> Hostnames,
    IReadOnlyList<RouteRule> Rules)
{
    /// <summary>"namespace/name".</summary>
    public string Key => $"{Namespace}/{Name}";
}

/// <param name="Matches">Never empty; a rule without matches matches everything.</param>
internal sealed record RouteRule(
    IReadOnlyList<RouteMatch> Matches, HeaderEdits Headers, IReadOnlyList<MirrorTarget> Mirrors,
    IReadOnlyList<WeightedBackend> Backends);

/// <summary>A port of a service.</summary>
internal sealed record Backend(string Namespace, string Service, int Port)
{
    /// <summary>"service:port", with its namespace where that is not the route's.</summary>
    public string Label(Route route) =>
        Namespace == route.Namespace ? $"{Service}:{Port}" : $"{Namespace}/{Service}:{Port}";
}

/// <param name="Weight">0 or more; its part of the sum is the backend's part of the requests.</param>
/// <param name="Headers">Applied after the rule's, for this backend only.</param>
internal sealed record WeightedBackend(Backend Backend, int Weight, HeaderEdits Headers);

/// <param name="Share">0 to 1: the part of the requests that is copied.</param>
internal sealed record MirrorTarget(Backend Backend, double Share);
