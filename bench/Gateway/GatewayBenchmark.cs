using System.Globalization;

namespace Landfall.Bench.Gateway;

/// <summary>
/// What the local gateway adds to a request, beside direct calls and, where it is installed, nginx; what mirroring costs those whose
/// answer counts; and whether weights can move under load without losing anybody.
/// </summary>
internal static class GatewayBenchmark
{
    private const int Rounds = 5;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        await using var rig = await GatewayRig.Start(cancellation);
        await using var nginx = await Nginx.TryStart(rig.Champion, cancellation);
        List<(string Name, Uri Address, Func<Task> Before)> ways =
        [
            ("direct", rig.Champion, () => Task.CompletedTask),
            ("gateway", rig.Gateway, () => rig.Set(champion: 100, candidate: 0, mirror: false, cancellation)),
            ("gateway, 10 % to a candidate", rig.Gateway, () => rig.Set(champion: 90, candidate: 10, mirror: false, cancellation)),
            ("gateway, everything mirrored", rig.Gateway, () => rig.Set(champion: 100, candidate: 0, mirror: true, cancellation)),
        ];
        if (nginx is not null)
            ways.Add(("nginx", nginx.Address, () => Task.CompletedTask));

        var results = new ResultFile("gateway", "dotnet run -c Release --project bench -- gateway");
        results.Say(
            "Inference requests of half a kilobyte with answers of the same size, over kept-alive connections. Caller, gateway and servers share "
            + "one machine's cores: what a way costs more is paid twice. The ways alternate; medians of "
            + $"{Rounds} rounds of {Each.TotalSeconds:0} s.{(nginx is null ? " nginx is not on this machine." : "")}");
        foreach (var clients in new[] { 1, 16 })
            results.Table($"{clients} {(clients == 1 ? "caller" : "callers")}", Head, await Rows(ways, clients, cancellation));

        var (requests, failed, changes) = await WeightChanges.Under(rig, changes: 100, cancellation);
        results.Table(
            "A hundred changes of weight under load", ["changes", "requests", "lost"],
            [[Number(changes), Number(requests), Number(failed)]]);
        var writes = await RouteWrites.Measure(cancellation);
        results.Table(
            $"From a decision to its route, {writes.Written.Count} changes through a cluster's API", ["until", "median, ms", "p99, ms"],
            [RouteWrites.Row("the route is written", writes.Written), RouteWrites.Row("the gateway serves by it", writes.Served)]);
        results.Write();
        return failed == 0 ? 0 : 1;
    }

    private static readonly string[] Head = ["way", "requests/s", "median, µs", "p99, µs", "added to direct, median µs", "of direct's rate"];

    private static async Task<IEnumerable<string[]>> Rows(
        List<(string Name, Uri Address, Func<Task> Before)> ways, int clients, CancellationToken cancellation)
    {
        var rounds = ways.ToDictionary(way => way.Name, _ => new List<LoadResult>());
        foreach (var (_, address, before) in ways)
        {
            await before();
            await Load.Run(address, clients, TimeSpan.FromSeconds(1), cancellation);   // warm
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, address, before) in ways)
            {
                await before();
                rounds[name].Add(await Load.Run(address, clients, Each, cancellation));
            }
        }

        var all = ways.Select(way => (way.Name, Result: LoadResult.MedianOf(rounds[way.Name]))).ToList();
        var direct = all[0].Result;
        return all.Select(one => (string[])
        [
            one.Name, Number(one.Result.PerSecond), Number(one.Result.Median), Number(one.Result.P99),
            one.Name == "direct" ? "" : Number(one.Result.Median - direct.Median), $"{one.Result.PerSecond / direct.PerSecond * 100:0} %",
        ]);
    }

    private static string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
