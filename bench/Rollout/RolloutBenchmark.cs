using Landfall.Bench.Rollout.Tables;

namespace Landfall.Bench.Rollout;

/// <summary>What the judges of a rollout promise, drawn thousands of times, beside how others judge.</summary>
internal static class RolloutBenchmark
{
    private static readonly (string Name, Action<Findings, int> Add)[] Tables =
    [
        ("false-alarms", FalseAlarms.Add), ("side-by-side", SideBySide.Add), ("detection", Detection.Add), ("bursts", Bursts.Add),
        ("whole", WholeRollouts.Add), ("reaction", Reaction.Add),
    ];

    /// <param name="arguments">
    /// <c>--quick</c>: a tenth of the rollouts; <c>--only NAME</c>: one table. Either way the page goes to a folder that is not kept.
    /// </param>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var isQuick = arguments.Contains("--quick");
        var only = arguments.SkipWhile(argument => argument != "--only").Skip(1).FirstOrDefault();
        if (only is not null && Tables.All(table => table.Name != only))
        {
            Console.Error.WriteLine($"There is no table '{only}', but: {string.Join(", ", Tables.Select(table => table.Name))}.");
            return Task.FromResult(2);
        }

        var many = isQuick ? 1_000 : 10_000;
        var findings = new Findings(Path.Combine(Root(), isQuick || only is not null ? "artifacts/bench-rollout" : "bench/results"));
        findings.Head(
            $"""
            # How a rollout is judged: promises, measured

            `dotnet run -c Release --project bench -- rollout`

            Drawn rollouts from fixed seeds: the same command gives the same figures on any machine. {many:N0} rollouts per row of
            a false alarm unless a table says otherwise. "Harm" is what rolls back. How others judge is written anew for the
            comparison, under `bench/Rollout/Rules`, after their documentation and source.
            """);
        foreach (var (_, add) in Tables.Where(table => only is null || table.Name == only))
        {
            cancellation.ThrowIfCancellationRequested();
            add(findings, many);
        }

        findings.Write();
        return Task.FromResult(0);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("Functions.sln stands in no folder above this program: run it from the repository.");
    }
}
