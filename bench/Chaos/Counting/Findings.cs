using Landfall.Bench.Chaos.Stories;

namespace Landfall.Bench.Chaos.Counting;

/// <summary>What is wrong with a run, if anything. Pure.</summary>
internal static class Findings
{
    public static IReadOnlyList<string> Of(RunFacts facts)
    {
        var wanted = Outcome.Of(facts.Plan.Story);
        return [.. Verdicts(facts, wanted), .. Jobs(facts, wanted), .. Counts(facts, wanted), .. Messages(facts, wanted)];
    }

    private static IEnumerable<string> Verdicts(RunFacts facts, Outcome wanted)
    {
        if (facts.Runs != 1)
            yield return $"{facts.Runs} runs of one dataset";
        if (facts.Verdict != wanted.Verdict)
            yield return $"{facts.Verdict?.ToString() ?? "no verdict"} instead of {wanted.Verdict}: {facts.Reason}";
    }

    /// <summary>The name of a Job says run, role and attempt: two of one name were two Jobs for one attempt.</summary>
    private static IEnumerable<string> Jobs(RunFacts facts, Outcome wanted)
    {
        foreach (var name in facts.Jobs.GroupBy(job => job.Name).Where(name => name.Select(job => job.Uid).Distinct().Count() > 1))
            yield return $"{name.Count()} Jobs {name.Key}";
        if (Any(facts, "t") != wanted.Trains)
            yield return wanted.Trains ? "no Job trained" : "a Job trained";
        if (Any(facts, "c") != wanted.Evaluates)
            yield return wanted.Evaluates ? "no Job evaluated" : "a Job evaluated";
    }

    private static bool Any(RunFacts facts, string role) =>
        facts.Jobs.Any(job => job.Name.StartsWith($"{facts.Id}-{role}", StringComparison.Ordinal));

    private static IEnumerable<string> Counts(RunFacts facts, Outcome wanted)
    {
        if (facts.Versions != wanted.Versions)
            yield return $"{facts.Versions} versions instead of {wanted.Versions}";
        if (facts.Promotions != wanted.Promotions)
            yield return $"{facts.Promotions} promotions instead of {wanted.Promotions}";
        if (facts.Commits > wanted.Promotions)
            yield return $"{facts.Commits} commits instead of {wanted.Promotions}";
        if (facts.Doubles > 0)
            yield return $"{facts.Doubles} entries of the record twice";
    }

    private static IEnumerable<string> Messages(RunFacts facts, Outcome wanted)
    {
        if (facts.Messages.Count != wanted.Messages)
            yield return $"{facts.Messages.Count} messages instead of {wanted.Messages}";
        foreach (var (message, times) in facts.Messages.Where(message => message.Value > 1))
            yield return $"{message} was sent {times} times";
    }
}
