namespace Landfall.Bench;

/// <summary>One entry of the table of benchmarks: what it measures, and how it is run with the arguments after its name.</summary>
internal sealed record Benchmark(
    string Measures,
    Func<IReadOnlyList<string>, CancellationToken, Task<int>> RunAsync);
