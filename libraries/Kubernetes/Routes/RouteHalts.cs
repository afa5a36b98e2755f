using System.Text.Json;
using k8s;
using k8s.Models;

namespace Landfall.Kubernetes.Routes;

/// <summary>
/// The ConfigMap <c>landfall-halt</c> of a serving namespace: which routes give no candidate more traffic. It needs nothing
/// but the cluster, to be written and to be obeyed. People alone write it, by <see cref="ByHand.HaltSwitch"/>.
/// </summary>
public sealed class RouteHalts(ClusterClient cluster)
{
    public const string Name = "landfall-halt";

    /// <summary>The entry that holds for all routes; no route can have this name.</summary>
    public const string All = "_all";

    /// <returns>Why this route is halted; null when it is not.</returns>
    public async Task<Halt?> Of(RouteRef route, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(route);
        var entries = (await Find(route.Namespace, cancel))?.Data;
        return entries is null ? null : Parse(entries, All) ?? Parse(entries, route.Name);
    }

    internal static Halt? Parse(IDictionary<string, string> entries, string key)
    {
        if (!entries.TryGetValue(key, out var json))
            return null;

        try
        {
            return JsonSerializer.Deserialize<Halt>(json, ContractsJson.Options);
        }
        catch (JsonException)
        {
            // Written by hand, in whatever words: the brake holds.
            return new("somebody", json, DateTimeOffset.UnixEpoch);
        }
    }

    internal Task<V1ConfigMap?> Find(string space, CancellationToken cancel) => cluster.Find(
        $"read ConfigMap {space}/{Name}",
        (api, stop) => api.CoreV1.ReadNamespacedConfigMapAsync(Name, space, cancellationToken: stop), cancel);
}
