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
    /// <c>--quick</c>: a tenth of the rollouts, on a page that is not kept; <c>--only NAME</c>: one table, the others stay as they are.
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
        var folder = isQuick ? Path.Combine(ResultFile.Root, "artifacts", "bench-rollout") : KeptPage.Results;
        var page = new KeptPage(
            Path.Combine(folder, "rollout.md"),
            $"""
            # How a rollout is judged: promises, measured

            `dotnet run -c Release --project bench -- rollout`, or one table with `--only NAME`: {string.Join(", ", Tables.Select(table => table.Name))}.

            Drawn rollouts from fixed seeds: the same command gives the same figures on any machine. {many:N0} rollouts per row of
            a false alarm unless a table says otherwise. "Harm" is what rolls back. How others judge is written anew for the
            comparison, under `bench/Rollout/Rules`, after their documentation and source.
            """,
            [.. Tables.Select(table => table.Name)]);
        foreach (var (name, add) in Tables.Where(table => only is null || table.Name == only))
        {
            cancellation.ThrowIfCancellationRequested();
            var findings = new Findings(folder);
            add(findings, many);
            page.Keep(name, findings.Text);
        }

        return Task.FromResult(0);
    }
}
