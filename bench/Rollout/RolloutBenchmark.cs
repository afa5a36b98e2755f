using Landfall.Bench.Rollout.Tables;

namespace Landfall.Bench.Rollout;

/// <summary>What the judges of a rollout promise, drawn thousands of times, beside how others judge.</summary>
internal static class RolloutBenchmark
{
    /// <param name="arguments"><c>--quick</c>: a tenth of the rollouts, and the page goes to a folder that is not kept.</param>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var isQuick = arguments.Contains("--quick");
        var many = isQuick ? 1_000 : 10_000;
        var findings = new Findings(Path.Combine(Root(), isQuick ? "artifacts/bench-rollout" : "bench/results"));
        findings.Head(
            $"""
            # How a rollout is judged: promises, measured

            `dotnet run -c Release --project bench -- rollout`

            Drawn rollouts from fixed seeds: the same command gives the same figures on any machine. {many:N0} rollouts per row of
            a false alarm unless a table says otherwise. "Harm" is what rolls back. How others judge is written anew for the
            comparison, under `bench/Rollout/Rules`, after their documentation and source.
            """);
        Action<Findings, int>[] tables =
            [FalseAlarms.Add, SideBySide.Add, Detection.Add, Bursts.Add, WholeRollouts.Add, Reaction.Add];
        foreach (var add in tables)
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
