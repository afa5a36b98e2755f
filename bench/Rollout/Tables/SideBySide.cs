using Landfall.Bench.Rollout.Rules;
using Landfall.Domain.Judgement;

namespace Landfall.Bench.Rollout.Tables;

/// <summary>The same requests, judged by everybody.</summary>
internal static class SideBySide
{
    private const double Champion = 0.002;
    private const double Margin = 0.005;
    private static readonly JudgeThresholds One = new(1, 0.05, 0.05);
    private static readonly double[] Harmful = [0.02, 0.05, 0.20];

    private static readonly (string Name, Func<IRule> New)[] Rules =
    [
        ("Landfall", () => new EvidenceRule(Margin, One)),
        ("fixed limit, 1 min windows, 10 failed (Flagger)", () => new FixedWindowRule(12, Champion + Margin, 10)),
        ("fixed limit, 5 min windows, 4 failed (Argo)", () => new FixedWindowRule(60, Champion + Margin, 4)),
        ("fixed limit, 1 min windows, first failed", () => new FixedWindowRule(12, Champion + Margin, 1)),
        ("Mann-Whitney each minute, tolerance (Kayenta)", () => new MannWhitneyRule(1, 12, hasTolerance: true)),
        ("Mann-Whitney each minute, p < 0.02", () => new MannWhitneyRule(1, 12, hasTolerance: false)),
    ];

    public static void Add(Findings findings, int rollouts)
    {
        Ending[][] Played(int count, double candidate, ulong seed) => Scene.HalfAnHour.PlayMany(
            count, seed, Champion, candidate, () => [.. Rules.Select(rule => rule.New())]);

        var same = Played(rollouts, Champion, 21);
        var boundary = Played(rollouts, Champion + Margin, 22);
        var harmful = Harmful.Select((rate, i) => Played(rollouts / 5, rate, 23 + (ulong)i)).ToList();
        findings.Table(
            "Side by side: the same requests, judged by everybody",
            "20 requests per second, champion 0.2 %, half an hour: 10, 25 and 50 % for ten minutes each; allowed are 0.5 points. "
            + "The fixed limit is given the champion's true rate, 0.7 %, which nobody has in earnest. False: rolled back although "
            + "the candidate is identical, or exactly as bad as it may be. Missed: not rolled back within the half hour. Exposed: "
            + "requests that the candidate answered until then, the median; all are 10,200. "
            + $"{rollouts:N0} rollouts of harmless candidates, {rollouts / 5:N0} of each harmful one.",
            [
                "rule", "false, identical", "false, at the boundary",
                .. Harmful.SelectMany(rate => new[] { $"missed at {rate * 100:0} %", $"exposed at {rate * 100:0} %" }),
            ],
            [.. Rules.Select((rule, i) => (IReadOnlyList<string>)
            [
                rule.Name, Endings.Percent(same[i].Harm()), Endings.Percent(boundary[i].Harm()),
                .. harmful.SelectMany(ends => new[]
                {
                    Endings.Percent(1 - ends[i].Harm()), Endings.Number(ends[i].Exposed().Median),
                }),
            ])]);
    }
}
