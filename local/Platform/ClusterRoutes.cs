using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster;
using Landfall.Local.Gateway;

namespace Landfall.Local.Platform;

/// <summary>
/// Lets the gateway see the cluster's routes and endpoints. Endpoints are asked for on every request, so they are
/// remembered until a pod or service changes.
/// </summary>
internal sealed class ClusterRoutes : IRouteSource, IDisposable
{
    private const string Kind = "HTTPRoute";

    private readonly LocalCluster cluster;
    private volatile ConcurrentDictionary<(string, string, int), IReadOnlyList<IPEndPoint>> known = new();

    public ClusterRoutes(LocalCluster cluster)
    {
        this.cluster = cluster;
        cluster.Changed += OnChanged;
    }

    public event Action? Changed;

    public IReadOnlyList<JsonObject> Routes() => [.. cluster.List(Kind).OfType<JsonObject>()];

    public IReadOnlyList<IPEndPoint> Endpoints(string @namespace, string service, int port) =>
        known.GetOrAdd((@namespace, service, port), key => cluster.ResolveService(key.Item1, key.Item2, key.Item3));

    public void Dispose() => cluster.Changed -= OnChanged;

    private void OnChanged(ClusterChange change)
    {
        if (change.Kind is "Pod" or "Service")
            known = new();
        if (change.Kind is Kind or "Service")
            Changed?.Invoke();
    }
}
