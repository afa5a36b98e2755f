using System.Runtime.InteropServices;
using Landfall.Bench.Data.Landing;

namespace Landfall.Bench.Data;

/// <summary>
/// Validation and evaluation against what DuckDB needs for the same rows, alternating in one run; and landings, from the event to
/// the end of a run, on a whole platform.
/// </summary>
internal static class DataBenchmark
{
    private const int Rounds = 3;

    private static readonly string[] Places =
    [
        "samples/flights/node_modules/vega-datasets/data/flights-3m.parquet",
        "artifacts/samples/flights-data/node_modules/vega-datasets/data/flights-3m.parquet",
    ];

    /// <param name="arguments">The file of flights, where it lies elsewhere; or <c>--landings</c>: those alone, and nothing is written.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (arguments is ["--landings"])
        {
            await Landings(Console.Out, cancellation);
            return 0;
        }

        if (arguments.FirstOrDefault() is not { } file)
            file = Places.FirstOrDefault(File.Exists) ?? "";
        if (!File.Exists(file))
        {
            Console.Error.WriteLine(
                "The three million flights are not here. Fetch them with `npm ci --ignore-scripts` in samples/flights, "
                + "or name the file: bench -- data flights-3m.parquet");
            return 2;
        }

        var report = new StringWriter { NewLine = "\n" };
        report.WriteLine("# Data\n");
        report.WriteLine("`dotnet run -c Release --project bench -- data`\n");
        report.WriteLine($"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, .NET {Environment.Version}. "
            + $"The best of {Rounds} alternating rounds; ratios count, times do not.\n");
        ValidationCost.Measure(file, Rounds, cancellation).Write(report);
        EvaluationCost.Measure(Rounds, cancellation).Write(report);
        await Landings(report, cancellation);

        Console.Write(report.ToString());
        Directory.CreateDirectory("bench/results");
        await File.WriteAllTextAsync("bench/results/data.md", report.ToString(), cancellation);
        return 0;
    }

    /// <summary>On one platform, one after another, so that each has the machine to itself.</summary>
    private static async Task Landings(TextWriter report, CancellationToken cancellation)
    {
        await using var rig = await LandingRig.Start();
        (await EventToJob.Measure(rig, cancellation)).Write(report);
        (await ManyFiles.Measure(rig, cancellation)).Write(report);
        (await EventStorm.Measure(rig, cancellation)).Write(report);
        (await WholeRuns.Measure(rig, cancellation)).Write(report);
    }
}
