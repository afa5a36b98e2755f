using Landfall.Bench;
using Landfall.Bench.Chaos;
using Landfall.Bench.Data;
using Landfall.Bench.Durable;
using Landfall.Bench.Gateway;
using Landfall.Bench.Look;
using Landfall.Bench.Rollout;

// One line per benchmark: its name on the command line, what it measures, and its entry point in a folder of its own.
var benchmarks = new SortedDictionary<string, Benchmark>(StringComparer.Ordinal)
{
    ["durable"] = new("worker, engine and local host: pace, replay, waiting runs", DurableBenchmark.RunAsync),
    ["data"] = new("validation and evaluation against DuckDB's own work; landings on a whole platform", DataBenchmark.RunAsync),
    ["chaos"] = new("whole runs while processes are killed and messages are lost", ChaosBenchmark.RunAsync),
    [ChaosPlatformProgram.Name] = new("the platform that chaos starts and kills", ChaosPlatformProgram.RunAsync),
    ["gateway"] = new("what the gateway adds to a request, what mirroring costs, weights that move under load", GatewayBenchmark.RunAsync),
    ["look"] = new("one look at a rollout, by the number of strata", LookBenchmark.RunAsync),
    ["rollout"] = new("what the judges of a rollout promise, beside how others judge", RolloutBenchmark.RunAsync),
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    if (args.Length > 0)
        Console.Error.WriteLine($"There is no benchmark '{args[0]}'.");

    Console.Error.WriteLine("Use: dotnet run -c Release --project bench -- <benchmark> [arguments]");
    foreach (var (name, entry) in benchmarks)
        Console.Error.WriteLine($"  {name,-9} {entry.Measures}");

    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await benchmark.RunAsync(args[1..], stop.Token);
