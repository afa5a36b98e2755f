using Landfall.Contracts;
using Landfall.Domain.Rollout.Simulation;

namespace Landfall.Bench.Rollout.Tables;

/// <summary>From the first bad answer to the decision, at the pace at which a rollout really looks.</summary>
internal static class Reaction
{
    private static readonly RolloutPlan TenPercent = WholeRollouts.Standard with
    {
        Steps = [new(10, TimeSpan.FromHours(4), 0), new(100, TimeSpan.FromHours(1), 0)],
    };

    public static void Add(Findings findings, int many)
    {
        var rollouts = many / 20;
        var rows = new List<IReadOnlyList<string>>();
        var index = 0UL;
        foreach (var onset in new[] { TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromHours(1) })
        {
            foreach (var rate in new[] { 0.02, 0.05, 0.20, 1.0 })
            {
                var traffic = new SimulatedTraffic(20, 0.002, rate) { Onset = onset };
                var ended = RolloutSimulation.Many(TenPercent, traffic, rollouts, 71 + index++);
                var found = Spread.Of(ended.Select(one => one.End == SimulatedEnd.Harm
                    ? (one.After - onset).TotalSeconds : double.PositiveInfinity));
                var before = onset == TimeSpan.Zero ? 0 : LooksUntil(onset);
                var looks = Spread.Of(ended.Select(one => one.End == SimulatedEnd.Harm
                    ? one.Looks - before : double.PositiveInfinity));
                rows.Add(
                [
                    $"{rate * 100:0} % bad, {(onset == TimeSpan.Zero ? "from the start" : $"after {onset.TotalMinutes:0} min")}",
                    Endings.Number(looks.Median), Endings.Number(looks.P95), Endings.Number(found.Median),
                    Endings.Number(found.P95),
                ]);
            }
        }

        findings.Table(
            "Reaction: from the first harmful request to the decision",
            "20 requests per second at 10 % weight, champion 0.2 %, default judges; looks as the state machine has them, every second "
            + "at first and every 30 s in the end. An analysis interval is one look. Flagger's and Argo Rollouts' own examples need 10 "
            + $"and 4 intervals of 1 and 5 minutes. {rollouts:N0} rollouts per row.",
            ["candidate", "intervals, median", "intervals, p95", "seconds, median", "seconds, p95"], rows);
    }

    /// <summary>Looks that a step has had when it is so old.</summary>
    private static int LooksUntil(TimeSpan age)
    {
        var (looks, now) = (0, TimeSpan.Zero);
        while (now < age)
        {
            var next = TenPercent.LookEvery + (now / 20);
            now += next < TenPercent.LookAtMost ? next : TenPercent.LookAtMost;
            looks++;
        }

        return looks - 1;
    }
}
