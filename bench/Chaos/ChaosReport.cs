using System.Globalization;
using System.Text;
using Landfall.Bench.Chaos.Counting;
using Landfall.Bench.Chaos.Faults;
using Landfall.Bench.Chaos.Kills;
using Landfall.Bench.Chaos.Stories;

namespace Landfall.Bench.Chaos;

/// <summary>What came of it: for people at a terminal, and as the committed page.</summary>
internal sealed record ChaosReport(
    ChaosOptions Options,
    IReadOnlyList<RunFacts> Facts,
    IReadOnlyDictionary<KillTarget, int> Kills,
    IReadOnlyDictionary<FaultKind, int> Faults,
    TimeSpan Took,
    string? OutboxProblem)
{
    private IReadOnlyList<(RunFacts Run, string Finding)> Found { get; } =
        [.. Facts.SelectMany(run => Findings.Of(run), static (run, finding) => (run, finding))];

    private int Right => Facts.Count(run => run.Verdict == Outcome.Of(run.Plan.Story).Verdict);

    public bool IsGood => Found.Count == 0 && OutboxProblem is null && Facts.Count == Options.Runs;

    public string Text()
    {
        var text = new StringBuilder("\n").Append(Table()).Append('\n').Append(Sums()).Append('\n');
        foreach (var (run, finding) in Found)
        {
            var plan = run.Plan;
            text.Append(CultureInfo.InvariantCulture, $"{plan.Pipeline} {plan.Dataset} {plan.Story} ({run.Id}): {finding}\n");
        }

        if (OutboxProblem is not null)
            text.Append(CultureInfo.InvariantCulture, $"messages could not be counted: {OutboxProblem}\n");
        return text.ToString();
    }

    public string Markdown() => $"""
        # Chaos

        `{Options.Command}`, {Took.TotalMinutes:0.0} minutes on {Environment.ProcessorCount} cores.
        What is done to the platform and what is counted: [bench/Chaos](../Chaos/README.md).

        {Table()}
        {Sums()}
        {(Found.Count == 0 ? "" : string.Join('\n', Found.Select(one => $"* {one.Run.Plan.Story} `{one.Run.Id}`: {one.Finding}")))}
        """.TrimEnd() + "\n";

    private string Table()
    {
        var table = new StringBuilder("| story | must end | runs | right verdict | Jobs | versions | promotions | messages | wrong |\n")
            .Append("| --- | --- | --: | --: | --: | --: | --: | --: | --: |\n");
        foreach (var story in Facts.GroupBy(run => run.Plan.Story).OrderBy(story => story.Key))
        {
            var verdict = Outcome.Of(story.Key).Verdict;
            int[] counts =
            [
                story.Count(), story.Count(run => run.Verdict == verdict), story.Sum(run => run.Jobs.Count),
                story.Sum(run => run.Versions), story.Sum(run => run.Promotions),
                story.Sum(run => run.Messages.Values.Sum()), story.Count(run => Findings.Of(run).Count > 0),
            ];
            table.Append(CultureInfo.InvariantCulture, $"| {story.Key} | {verdict} | {string.Join(" | ", counts)} |\n");
        }

        return table.ToString();
    }

    private string Sums() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Right} of {Options.Runs} runs with the right verdict; {Found.Count} findings.\nKilled: {Each(Kills)}. Messages: {Each(Faults)}.\n");

    private static string Each<T>(IReadOnlyDictionary<T, int> counts)
        where T : notnull => counts.Count == 0
            ? "none"
            : string.Join(", ", counts.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}"));
}
