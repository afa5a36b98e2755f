using Landfall.Bench.Rollout.Rules;
using Landfall.Cli.Output;
using Landfall.Domain.Judgement;

namespace Landfall.Bench.Rollout.Tables;

/// <summary>How soon harm is called, beside the fastest test there could be.</summary>
internal static class Detection
{
    private const double Champion = 0.002;
    private const double Margin = 0.005;
    private static readonly JudgeThresholds Two = new(2, 0.05, 0.05);
    private static readonly (double Rate, string Promise)[] Candidates =
    [
        (0.20, "p95 ≤ 30 s"), (0.05, "median ≤ 80 s and ≤ 2.2 × limit, p95 ≤ 210 s"), (0.02, ""), (1.0, ""),
    ];

    public static void Add(Findings findings, int many)
    {
        var rollouts = many / 5;
        var rows = new List<IReadOnlyList<string>>();
        var lines = new List<ChartLine>();
        foreach (var ((rate, promise), i) in Candidates.Select((candidate, i) => (candidate, i)))
        {
            var ends = Scene.TenPercent.PlayMany(rollouts, 31 + (ulong)i, Champion, rate,
            () => [
                new EvidenceRule(Margin, Two), new OracleRule(Champion + Margin, Math.Min(rate, 0.999), Two.Harm),
                new FixedWindowRule(60, Champion + Margin, 10), new FixedWindowRule(300, Champion + Margin, 4),
            ]);
            var (ours, limit) = (ends[0].Seconds(), ends[1].Seconds());
            rows.Add(
            [
                $"{rate * 100:0} % bad", Endings.Number(ours.Median), Endings.Number(ours.P95), Endings.Number(limit.Median),
                Endings.Number(limit.P95), $"{ours.Median / limit.Median:0.00}", Endings.Number(ends[2].Seconds().Median),
                Endings.Number(ends[3].Seconds().Median), promise,
            ]);
            if (rate is 0.05 or 0.20)
            {
                lines.Add(Curve($"{rate * 100:0} % bad", rate == 0.05 ? "candidate" : "harm", ends[0], isDashed: false));
                lines.Add(Curve($"{rate * 100:0} %, limit", rate == 0.05 ? "candidate" : "harm", ends[1], isDashed: true));
            }
        }

        findings.Table(
            "Detection: seconds until harm is shown",
            "20 requests per second, 10 % weight, champion 0.2 %, 0.5 points allowed, a look every second, two proportion judges "
            + "(evidence 40 needed), harm from the first request. The limit is Wald's sequential test that knows both true rates "
            + $"beforehand. {rollouts:N0} rollouts per row.",
            [
                "candidate", "median", "p95", "limit, median", "limit, p95", "× limit", "Flagger's 10 × 1 min", "Argo's 4 × 5 min",
                "aim",
            ],
            rows);
        findings.Picture("detection", "Share of rollouts in which harm is shown, over seconds", new Chart(
            "Harm shown within so many seconds", "seconds", "share of rollouts", lines, [(30, "30 s"), (210, "210 s")],
            IsLogarithmic: true).ToSvg());
    }

    private static ChartLine Curve(string name, string style, Ending[] ends, bool isDashed)
    {
        var sorted = ends.Where(end => end.IsHarm).Select(end => end.Seconds).Order().ToArray();
        var points = Enumerable.Range(1, 100).Select(i => (
            X: sorted[Math.Min(sorted.Length - 1, (i * sorted.Length / 100) - 1 < 0 ? 0 : (i * sorted.Length / 100) - 1)],
            Y: i / 100.0 * sorted.Length / ends.Length)).ToList();
        return new(name, style, points, isDashed);
    }
}
