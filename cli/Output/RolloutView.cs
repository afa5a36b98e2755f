using Landfall.Contracts;

namespace Landfall.Cli.Output;

/// <summary>A rollout that is under way.</summary>
internal static class RolloutView
{
    /// <summary>In one line: where it is, what it saw, what it waits for.</summary>
    public static string Line(RolloutSummary rollout) => rollout.WaitsFor is { } waits
        ? $"waiting at {Place(rollout)}: {waits}"
        : $"rollout, {Place(rollout)}: {rollout.Explanation}";

    public static void Write(CliHost host, RolloutSummary rollout)
    {
        host.Line(Rows.Safe($"Rollout: {Place(rollout)}, {rollout.Weight} % of live traffic"));
        host.Line(Rows.Safe($"   {rollout.Explanation}"));
        if (rollout.WaitsFor is { } waits && !rollout.Explanation.Contains(waits, StringComparison.Ordinal))
            host.Line(Rows.Safe($"   waiting: {waits}"));
        if (rollout.ApprovalId is { } approval)
            host.Line(Rows.Safe($"   decide: landfall approve {approval} --as PERSON"));
        foreach (var reading in rollout.Readings)
            host.Line(Rows.Safe($"   {reading.Name}: {reading.Explanation}"));
    }

    private static string Place(RolloutSummary rollout) =>
        $"{rollout.StepName}, step {rollout.Step} of {rollout.Steps}";
}
