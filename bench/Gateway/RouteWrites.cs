using System.Diagnostics;
using k8s;
using k8s.Models;
using Landfall.Bench.Data.Landing;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Kubernetes;
using Landfall.Kubernetes.Routes;
using Landfall.Local.Cluster;
using Landfall.Local.Gateway;
using Landfall.Local.Platform;

namespace Landfall.Bench.Gateway;

/// <summary>
/// From a decision to the route that carries it and to the gateway that serves by it: the write of a rollout and its way back, by turns,
/// through the API of a cluster.
/// </summary>
internal sealed record RouteWrites(IReadOnlyList<TimeSpan> Written, IReadOnlyList<TimeSpan> Served)
{
    private const int Times = 300;
    private const int Warm = 20;
    private const string Space = "models";

    public static async Task<RouteWrites> Measure(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("landfall-routes-");
        try
        {
            await using var cluster = await LocalCluster.StartAsync(new ClusterOptions { StateFolder = folder.FullName }, cancel);
            using var api = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = cluster.Url, AccessToken = cluster.Token });
            await api.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = Space } }, cancellationToken: cancel);
            using var routes = new ClusterRoutes(cluster);
            await using var gateway = await TrafficGateway.StartAsync(routes, new(), cancel);
            return await Measure(new RouteStore(new ClusterClient(api, "bench")), gateway, cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<RouteWrites> Measure(RouteStore store, TrafficGateway gateway, CancellationToken cancel)
    {
        var (written, served) = (new List<TimeSpan>(), new List<TimeSpan>());
        var place = new GatewaySpec("landfall", "gateways");
        using var http = Load.Client(gateway.Address);
        for (var i = 0; i < Times + Warm; i++)
        {
            var change = Change(i);
            var wanted = $"bench-v{(change.MayOverride ? 6 : 7)}";
            var began = Stopwatch.GetTimestamp();
            await store.Apply(change, place, cancel);
            var afterWrite = Stopwatch.GetElapsedTime(began);
            while (!await Serves(http, wanted, cancel))
                await Task.Delay(1, cancel);
            if (i < Warm)
                continue;
            written.Add(afterWrite);
            served.Add(Stopwatch.GetElapsedTime(began));
        }

        return new(written, served);
    }

    /// <summary>Everybody to the candidate, and back to the champion in the next epoch.</summary>
    private static TrafficChange Change(int turn)
    {
        var isBack = turn % 2 == 1;
        var fence = isBack ? new Fence((turn / 2) + 2, 0) : new Fence((turn / 2) + 1, 1);
        var weights = new Weights(Version(6), isBack ? null : Version(7), isBack ? 0 : 100, Mirror: false, fence.ToString());
        return new(new(Space, "bench"), weights, fence, isBack, "bench-0123456789ab", "measured");
    }

    private static async Task<bool> Serves(HttpClient http, string backend, CancellationToken cancel) =>
        (await http.GetStringAsync("-/routes", cancel)).Contains(backend, StringComparison.Ordinal);

    private static ModelVersionRef Version(int number) => new("bench", number, $"sha256:{number}", "server", $"sha256:s{number}");

    public static string[] Row(string name, IReadOnlyList<TimeSpan> times) =>
    [
        name, FormattableString.Invariant($"{Percentiles.At(times, 0.5).TotalMilliseconds:0.0}"),
        FormattableString.Invariant($"{Percentiles.At(times, 0.99).TotalMilliseconds:0.0}"),
    ];
}
