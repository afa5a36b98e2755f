using Landfall.Contracts;
using Landfall.Domain.Rollout.Simulation;

namespace Landfall.Cli.Output;

/// <summary>Share of drawn rollouts that have been decided, over time.</summary>
internal static class SimulationPlot
{
    private const int Points = 120;

    public static Chart Of(
        Simulation simulation, RolloutPlan plan, IReadOnlyList<SimulatedRollout> given, IReadOnlyList<SimulatedRollout> identical)
    {
        ChartLine[] lines =
        [
            Line("candidate: rolled back", "harm", given, SimulatedEnd.Harm),
            Line("candidate: promoted", "candidate", given, SimulatedEnd.Promoted),
            Line("as the champion: promoted", "safe", identical, SimulatedEnd.Promoted),
            Line("as the champion: rolled back", "unknown", identical, SimulatedEnd.Harm),
        ];
        return new(
            $"{simulation.Pipeline}: share of rollouts decided", "minutes since the first requests", "share of rollouts", lines,
            Steps(plan));
    }

    /// <summary>How many of all rollouts had ended so by then.</summary>
    private static ChartLine Line(string name, string style, IReadOnlyList<SimulatedRollout> ended, SimulatedEnd end)
    {
        var longest = ended.Max(one => one.After.TotalMinutes);
        var times = ended.Where(one => one.End == end).Select(one => one.After.TotalMinutes).ToList();
        return new(name, style, [.. Enumerable.Range(0, Points + 1).Select(i => longest * i / Points)
            .Select(minute => (minute, times.Count(time => time <= minute) / (double)ended.Count))]);
    }

    /// <summary>Where the steps begin when nothing extends them.</summary>
    private static IReadOnlyList<(double X, string Name)> Steps(RolloutPlan plan)
    {
        var marks = new List<(double, string)>();
        var at = 0.0;
        foreach (var step in plan.Steps)
        {
            marks.Add((at, step.Name));
            at += step.For.TotalMinutes;
        }

        return marks;
    }
}
