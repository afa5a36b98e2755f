using System.Runtime.InteropServices;
using Landfall.Bench.Data.Landing;

namespace Landfall.Bench.Data;

/// <summary>
/// Validation and evaluation against what DuckDB needs for the same rows, alternating in one run; and landings, from the event to
/// the end of a run, on a whole platform. Each part is kept as soon as it is measured; those that leave much behind come late.
/// </summary>
internal static class DataBenchmark
{
    private const int Rounds = 3;

    private static readonly string[] Places =
    [
        "samples/flights/node_modules/vega-datasets/data/flights-3m.parquet",
        "artifacts/samples/flights-data/node_modules/vega-datasets/data/flights-3m.parquet",
    ];

    private static readonly (string Name, Func<Bed, CancellationToken, Task<Action<TextWriter>>> Measure)[] Parts =
    [
        ("evaluation", (_, cancel) => Task.FromResult<Action<TextWriter>>(EvaluationCost.Measure(cancel).Write)),
        ("validation", (bed, cancel) => Task.FromResult<Action<TextWriter>>(ValidationCost.Measure(bed.Flights, Rounds, cancel).Write)),
        ("large", (_, cancel) => Task.FromResult<Action<TextWriter>>(LargeFile.Measure(cancel).Write)),
        ("job", async (bed, cancel) => (await EventToJob.Measure(await bed.Rig(), cancel)).Write),
        ("files", async (bed, cancel) => (await ManyFiles.Measure(await bed.Rig(), cancel)).Write),
        ("storm", async (bed, cancel) => (await EventStorm.Measure(await bed.Rig(), cancel)).Write),
        ("whole", async (bed, cancel) => (await WholeRuns.Measure(await bed.Rig(), cancel)).Write),
    ];

    /// <param name="arguments">The file of flights, where it lies elsewhere; <c>--only PART</c> for one part.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var only = arguments.SkipWhile(argument => argument != "--only").Skip(1).FirstOrDefault();
        if (only is not null && Parts.All(part => part.Name != only))
        {
            Console.Error.WriteLine($"There is no part '{only}', but: {string.Join(", ", Parts.Select(part => part.Name))}.");
            return 2;
        }

        var file = (only is null ? arguments : [.. arguments.TakeWhile(argument => argument != "--only")]).FirstOrDefault()
            ?? Places.FirstOrDefault(File.Exists) ?? "";
        if (only is null or "validation" && !File.Exists(file))
        {
            Console.Error.WriteLine(
                "The three million flights are not here. Fetch them with `npm ci --ignore-scripts` in samples/flights, "
                + "or name the file: bench -- data flights-3m.parquet");
            return 2;
        }

        var page = new KeptPage(Path.Combine(KeptPage.Results, "data.md"), Head(), [.. Parts.Select(part => part.Name)]);
        await using var bed = new Bed(file);
        foreach (var (name, measure) in Parts.Where(part => only is null || part.Name == only))
        {
            var text = new StringWriter { NewLine = "\n" };
            (await measure(bed, cancellation))(text);
            Console.WriteLine(text);
            page.Keep(name, text.ToString());
        }

        return 0;
    }

    private static string Head() => FormattableString.Invariant(
        $"""
        # Data

        `dotnet run -c Release --project bench -- data`, or one part with `--only PART`: {string.Join(", ", Parts.Select(part => part.Name))}.

        {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, .NET {Environment.Version}. Where rounds alternate, the best of
        {Rounds} counts unless a part says otherwise; ratios count, times do not.
        """);

    /// <summary>What parts share. The platform starts for the first that needs it; they have it one after another.</summary>
    private sealed class Bed(string flights) : IAsyncDisposable
    {
        private LandingRig? rig;

        public string Flights => flights;

        public async Task<LandingRig> Rig() => rig ??= await LandingRig.Start();

        public async ValueTask DisposeAsync()
        {
            if (rig is not null)
                await rig.DisposeAsync();
        }
    }
}
