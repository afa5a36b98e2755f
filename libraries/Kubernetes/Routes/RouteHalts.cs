using System.Text.Json;
using k8s;
using k8s.Models;

namespace Landfall.Kubernetes.Routes;

/// <summary>
/// The ConfigMap <c>landfall-halt</c> of a serving namespace: which routes give no candidate more traffic. It needs nothing
/// but the cluster, to be written and to be obeyed.
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

    /// <param name="route">Null for all routes of the namespace.</param>
    public Task Set(string space, string? route, Halt halt, CancellationToken cancel) => Change(
        space, entries => entries[route ?? All] = JsonSerializer.Serialize(halt, ContractsJson.Options), cancel);

    /// <returns>False when nothing was halted under this name.</returns>
    public async Task<bool> Lift(string space, string? route, CancellationToken cancel)
    {
        if ((await Find(space, cancel))?.Data?.ContainsKey(route ?? All) != true)
            return false;

        await Change(space, entries => entries.Remove(route ?? All), cancel);
        return true;
    }

    private static Halt? Parse(IDictionary<string, string> entries, string key)
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

    private Task<V1ConfigMap?> Find(string space, CancellationToken cancel) => cluster.Find(
        $"read ConfigMap {space}/{Name}",
        (api, stop) => api.CoreV1.ReadNamespacedConfigMapAsync(Name, space, cancellationToken: stop), cancel);

    private async Task Change(string space, Action<IDictionary<string, string>> edit, CancellationToken cancel)
    {
        var live = await Find(space, cancel);
        var map = live ?? new V1ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = new() { Name = Name, NamespaceProperty = space },
        };
        map.Data ??= new Dictionary<string, string>();
        edit(map.Data);
        await cluster.Call(
            $"write ConfigMap {space}/{Name}",
            (api, stop) => live is null
                ? api.CoreV1.CreateNamespacedConfigMapAsync(map, space, fieldManager: cluster.FieldManager, cancellationToken: stop)
                : api.CoreV1.ReplaceNamespacedConfigMapAsync(
                    map, Name, space, fieldManager: cluster.FieldManager, cancellationToken: stop),
            cancel);
    }
}
