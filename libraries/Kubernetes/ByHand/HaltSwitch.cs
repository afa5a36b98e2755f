using System.Text.Json;
using k8s;
using k8s.Models;
using Landfall.Kubernetes.Routes;

namespace Landfall.Kubernetes.ByHand;

/// <summary>
/// Writes what <see cref="RouteHalts"/> reads, with the rights of the person who calls. No app does this or may.
/// </summary>
public sealed class HaltSwitch(ClusterClient cluster)
{
    private readonly RouteHalts _halts = new(cluster);

    /// <param name="route">Null for all routes of the namespace.</param>
    public Task Set(string space, string? route, Halt halt, CancellationToken cancel) => Change(
        space, entries => entries[route ?? RouteHalts.All] = JsonSerializer.Serialize(halt, ContractsJson.Options), cancel);

    /// <returns>False when nothing was halted under this name.</returns>
    public async Task<bool> Lift(string space, string? route, CancellationToken cancel)
    {
        if ((await _halts.Find(space, cancel))?.Data?.ContainsKey(route ?? RouteHalts.All) != true)
            return false;

        await Change(space, entries => entries.Remove(route ?? RouteHalts.All), cancel);
        return true;
    }

    private async Task Change(string space, Action<IDictionary<string, string>> edit, CancellationToken cancel)
    {
        var live = await _halts.Find(space, cancel);
        var map = live ?? new V1ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = new() { Name = RouteHalts.Name, NamespaceProperty = space },
        };
        map.Data ??= new Dictionary<string, string>();
        edit(map.Data);
        await cluster.Call(
            $"write ConfigMap {space}/{RouteHalts.Name}",
            (api, stop) => live is null
                ? api.CoreV1.CreateNamespacedConfigMapAsync(map, space, fieldManager: cluster.FieldManager, cancellationToken: stop)
                : api.CoreV1.ReplaceNamespacedConfigMapAsync(
                    map, RouteHalts.Name, space, fieldManager: cluster.FieldManager, cancellationToken: stop),
            cancel);
    }
}
