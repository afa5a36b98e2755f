using System.Text.Json.Nodes;
using k8s;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;

namespace Landfall.Kubernetes.Routes;

/// <summary>HTTPRoutes, written under a fence and by compare-and-swap.</summary>
public sealed class RouteStore(ClusterClient cluster)
{
    /// <returns>Null when there is no such route.</returns>
    public async Task<StoredRoute?> Read(RouteRef route, CancellationToken cancel) =>
        await Find(route, cancel) is { } found ? StoredRoute.Read(found) : null;

    /// <param name="testers">Whose requests go to the candidate whatever its weight; a way back lets none in.</param>
    /// <exception cref="FencedException">A newer write has been there.</exception>
    /// <exception cref="RouteTakenException">Changed by someone else. A rollback overrides instead.</exception>
    /// <exception cref="ClusterUnavailableException">Someone was faster, or the cluster did not answer: ask again.</exception>
    public async Task<AppliedTraffic> Apply(
        TrafficChange change, GatewaySpec gateway, CancellationToken cancel, TesterSpec? testers = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(gateway);

        var live = await Find(change.Route, cancel);
        var stored = live is null ? null : StoredRoute.Read(live);
        var wanted = RouteManifest.Digest(RouteManifest.Spec(change.Route, change.Weights, gateway, testers));
        var ruling = RouteRules.On(change, stored, wanted);
        if (!ruling.Write)
            return new(ruling.Fence, stored?.ResourceVersion ?? "");

        var written = await Write(change.Route, RouteManifest.Of(change, ruling.Fence, gateway, live, testers), live is null, cancel);
        return new(ruling.Fence, StoredRoute.Read(written).ResourceVersion, ruling.Overrode);
    }

    /// <summary>Takes a settled rollback by hand off the route; a newer one stays.</summary>
    public async Task ClearRollback(RouteRef route, Fence fence, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(route);
        if (await Find(route, cancel) is not { } live || StoredRoute.Read(live).ByHand?.Fence != fence)
            return;

        live["metadata"]!["annotations"]!.AsObject().Remove(RouteAnnotations.Rollback);
        await Write(route, live, isNew: false, cancel);
    }

    /// <summary>All routes of a namespace that Landfall has written.</summary>
    public async Task<IReadOnlyList<StoredRoute>> List(string space, CancellationToken cancel)
    {
        var found = await cluster.Call(
            $"list HTTPRoutes in {space}",
            (api, stop) => api.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>(
                RouteManifest.Group, RouteManifest.Version, space, RouteManifest.Plural, cancellationToken: stop),
            cancel);

        return [.. (found["items"] as JsonArray ?? []).OfType<JsonObject>().Select(StoredRoute.Read)
            .Where(route => route.Fence is not null)];
    }

    private Task<JsonObject?> Find(RouteRef route, CancellationToken cancel) => cluster.Find(
        $"read HTTPRoute {route.Namespace}/{route.Name}",
        (api, stop) => api.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
            RouteManifest.Group, RouteManifest.Version, route.Namespace, RouteManifest.Plural, route.Name, stop),
        cancel);

    private Task<JsonObject> Write(RouteRef route, JsonObject body, bool isNew, CancellationToken cancel) => cluster.Call(
        $"write HTTPRoute {route.Namespace}/{route.Name}",
        (api, stop) => isNew
            ? api.CustomObjects.CreateNamespacedCustomObjectAsync<JsonObject>(
                body, RouteManifest.Group, RouteManifest.Version, route.Namespace, RouteManifest.Plural,
                fieldManager: cluster.FieldManager, cancellationToken: stop)
            : api.CustomObjects.ReplaceNamespacedCustomObjectAsync<JsonObject>(
                body, RouteManifest.Group, RouteManifest.Version, route.Namespace, RouteManifest.Plural, route.Name,
                fieldManager: cluster.FieldManager, cancellationToken: stop),
        cancel);
}
