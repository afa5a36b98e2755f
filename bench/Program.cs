using Landfall.Bench;
using Landfall.Bench.Chaos;
using Landfall.Bench.Look;

// One line per benchmark: its name on the command line, what it measures, and its entry point in a folder of its own.
var benchmarks = new SortedDictionary<string, Benchmark>(StringComparer.Ordinal)
{
    ["chaos"] = new("whole runs while processes are killed and messages are lost", ChaosBenchmark.RunAsync),
    [ChaosPlatformProgram.Name] = new("the platform that chaos starts and kills", ChaosPlatformProgram.RunAsync),
    ["look"] = new("one look at a rollout, by the number of strata", LookBenchmark.RunAsync),
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
