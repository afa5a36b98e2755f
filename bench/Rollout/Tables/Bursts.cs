using Landfall.Domain.Judgement;
using Landfall.Domain.Rollout.Simulation;

namespace Landfall.Bench.Rollout.Tables;

/// <summary>Errors that come together: what counting clients does to false alarms, and what counting requests would do.</summary>
internal static class Bursts
{
    private const double Champion = 0.05;
    private const double Margin = 0.01;
    private const int Clients = 20;            // of each version in one interval
    private const int Intervals = 120;
    private static readonly JudgeThresholds One = new(1, 0.05, 0.05);

    public static void Add(Findings findings, int many) => Add(findings, many / 5, [1, 5, 20]);

    private static void Add(Findings findings, int rollouts, int[] sizes) => findings.Table(
        "Errors in bursts",
        "All requests of one client within one interval fail together or not at all. Champion 5 %, candidate 6 %, one point "
        + "allowed: nothing to call harm. 120 looks, α = 5 %. Counting clients is the default; counting requests is shown to "
        + $"say why. {rollouts:N0} rollouts per row.",
        ["requests of one client", "false harm, clients counted", "false harm, requests counted", "false harm, betting"],
        [.. sizes.Select(size => (IReadOnlyList<string>)
        [
            $"{size}",
            Endings.Percent(Alarms(rollouts, size, 41, Counting(1))),
            Endings.Percent(Alarms(rollouts, size, 41, Counting(size))),
            Endings.Percent(Alarms(rollouts, size, 41, Betting)),
        ])]);

    private static double Alarms(int rollouts, int size, ulong seed, Func<List<(long Champion, long Candidate)>, bool> harm)
    {
        var alarms = 0;
        Parallel.For(0, rollouts, i =>
        {
            var draws = Draws.Of(seed + (ulong)size, i);
            var bad = new List<(long, long)>();
            while (bad.Count < Intervals)
            {
                bad.Add((draws.Binomial(Clients, Champion), draws.Binomial(Clients, Champion + Margin)));
                if (harm(bad))
                {
                    Interlocked.Increment(ref alarms);
                    return;
                }
            }
        });
        return alarms / (double)rollouts;
    }

    private static Func<List<(long Champion, long Candidate)>, bool> Counting(int perClient) => bad =>
    {
        var seen = (long)bad.Count * Clients * perClient;
        var counts = new StratumCounts(
            "50%", seen, bad.Sum(one => one.Champion) * perClient, seen, bad.Sum(one => one.Candidate) * perClient);
        return ProportionTest.Judge([counts], Margin, One, []).Harm.Reached;
    };

    private static bool Betting(List<(long Champion, long Candidate)> bad) => BoundedMeanTest.Judge(
        [.. bad.Select(one => (one.Candidate - one.Champion) / (double)Clients)], -1, 1, Margin, One).Harm.Reached;
}
