using System.Text.Json;
using k8s;
using k8s.Models;
using Landfall.Domain.Serving;
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

    /// <summary>One person's word that it may be lifted; the second one's lifts it.</summary>
    /// <exception cref="ClusterUnavailableException">Someone was faster, or the cluster did not answer: ask again.</exception>
    public async Task<HaltLifting> Lift(string space, string? route, HaltLift word, CancellationToken cancel)
    {
        var key = route ?? RouteHalts.All;
        var outcome = HaltLifting.NotHalted;
        await Change(
            space,
            entries =>
            {
                (outcome, var left) = HaltRules.Lift(RouteHalts.Parse(entries, key), word);
                if (left is null)
                    entries.Remove(key);
                else
                    entries[key] = JsonSerializer.Serialize(left, ContractsJson.Options);
            },
            cancel);
        return outcome;
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
        var before = new Dictionary<string, string>(map.Data);
        edit(map.Data);
        if (map.Data.Count == before.Count && !map.Data.Except(before).Any())
            return;

        await cluster.Call(
            $"write ConfigMap {space}/{RouteHalts.Name}",
            (api, stop) => live is null
                ? api.CoreV1.CreateNamespacedConfigMapAsync(map, space, fieldManager: cluster.FieldManager, cancellationToken: stop)
                : api.CoreV1.ReplaceNamespacedConfigMapAsync(
                    map, RouteHalts.Name, space, fieldManager: cluster.FieldManager, cancellationToken: stop),
            cancel);
    }
}
