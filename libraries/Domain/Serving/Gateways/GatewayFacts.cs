namespace Landfall.Domain.Serving.Gateways;

/// <summary>All that is read of a cluster before its gateway is judged.</summary>
/// <param name="Resources">The kinds of <c>gateway.networking.k8s.io/v1</c>.</param>
/// <param name="Schema">The OpenAPI v3 document of the same.</param>
/// <param name="Gateway">The Gateway that the environment names.</param>
/// <param name="Class">Its GatewayClass.</param>
/// <param name="Namespace">The namespace in which models are served.</param>
/// <param name="Rights">
/// What whoever asked may do in that namespace: a SelfSubjectAccessReview for each right of <see cref="GatewayRights"/>.
/// </param>
public sealed record GatewayFacts(
    ClusterRead Resources, ClusterRead Schema, ClusterRead Gateway, ClusterRead Class, ClusterRead Namespace,
    IReadOnlyDictionary<AccessRight, ClusterRead> Rights);

/// <summary>One right in a namespace, as a Role grants it.</summary>
public sealed record AccessRight(string Group, string Resource, string Verb);

/// <summary>What a rollout does with routes and leases; <c>infra/manifests/rights-rollout.yaml</c> grants the same.</summary>
public static class GatewayRights
{
    public static IReadOnlyList<AccessRight> All { get; } =
    [
        .. Of(RouteManifest.Group, RouteManifest.Plural, "get", "list", "create", "update"),
        .. Of("coordination.k8s.io", "leases", "get", "create", "update"),
    ];

    private static IEnumerable<AccessRight> Of(string group, string resource, params string[] verbs) =>
        verbs.Select(verb => new AccessRight(group, resource, verb));
}
