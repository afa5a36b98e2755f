using Landfall.Bench.Rollout.Rules;
using Landfall.Domain.Judgement;
using Landfall.Domain.Rollout.Simulation;

namespace Landfall.Bench.Rollout.Tables;

/// <summary>Each kind of judge with a candidate that is exactly as bad as it may be, looked at after every batch.</summary>
internal static class FalseAlarms
{
    private const double Alpha = 0.05;
    private const int Looks = 120;
    private static readonly JudgeThresholds One = new(1, Alpha, Alpha);

    public static void Add(Findings findings, int rollouts) => findings.Table(
        "False rollbacks at the boundary",
        "One judge, α = 5 % for harm and for safety; the candidate is as bad as its margin or limit allows, to the last digit. "
        + $"{Looks} looks each. Promised: at most 5 % in both columns, over all looks together.",
        ["judge", "rollouts", "false harm", "false safety"],
        [
            Compared("failed: champion 0.2 %, margin 0.5 points", rollouts, 0.002, 0.005, seed: 11),
            Compared("failed: champion never fails, margin 2 points", rollouts, 0, 0.02, seed: 12),
            Compared("slow: champion 5 %, margin 1 point", rollouts, 0.05, 0.01, seed: 13),
            Compared("slow: champion 30 %, margin 5 points", rollouts, 0.30, 0.05, seed: 14),
            Alone("without a champion: limit 5 %", rollouts, 0.05, seed: 15),
            Alone("pairs: at most 10 % differ", rollouts, 0.10, seed: 16),
            Betting("bounded mean by betting: champion 5 %, margin 1 point", rollouts, seed: 17),
        ]);

    private static string[] Compared(string name, int rollouts, double champion, double margin, ulong seed) =>
        Row(name, rollouts, seed, draws =>
        {
            var (evidence, harm, safety) = (new StratumEvidence(margin, One), false, false);
            foreach (var batch in Scene.Sparse.Batches(draws, champion, champion + margin))
            {
                evidence.Add(batch);
                harm |= evidence.LogHarm >= Math.Log10(One.Harm);
                safety |= evidence.LogSafety >= Math.Log10(One.Safety);
            }

            return (harm, safety);
        });

    private static string[] Alone(string name, int rollouts, double limit, ulong seed) => Row(name, rollouts, seed, draws =>
    {
        var (seen, bad, harm, safety) = (0L, 0L, false, false);
        for (var look = 0; look < Looks; look++)
        {
            (seen, bad) = (seen + 60, bad + draws.Binomial(60, limit));
            var judged = PairTest.Judge(new(seen, bad), limit, One);
            (harm, safety) = (harm || judged.Harm.Reached, safety || judged.Safety.Reached);
        }

        return (harm, safety);
    });

    private static string[] Betting(string name, int rollouts, ulong seed) => Row(name, rollouts, seed, draws =>
    {
        var (differences, harm, safety) = (new List<double>(), false, false);
        for (var look = 0; look < Looks; look++)
        {
            differences.Add((draws.Binomial(60, 0.06) - draws.Binomial(60, 0.05)) / 60.0);
            var judged = BoundedMeanTest.Judge(differences, -1, 1, 0.01, One);
            (harm, safety) = (harm || judged.Harm.Reached, safety || judged.Safety.Reached);
        }

        return (harm, safety);
    });

    private static string[] Row(string name, int rollouts, ulong seed, Func<Draws, (bool Harm, bool Safety)> run)
    {
        var (harm, safety) = (0, 0);
        Parallel.For(0, rollouts, i =>
        {
            var ended = run(Draws.Of(seed, i));
            if (ended.Harm)
                Interlocked.Increment(ref harm);
            if (ended.Safety)
                Interlocked.Increment(ref safety);
        });
        return
        [
            name, Endings.Number(rollouts), Endings.Percent(harm / (double)rollouts), Endings.Percent(safety / (double)rollouts),
        ];
    }
}
