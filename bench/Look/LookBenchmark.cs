using System.Diagnostics;
using Landfall.Domain.Judgement;

namespace Landfall.Bench.Look;

/// <summary>How long one look at a rollout takes, by the number of strata: every look judges all of them again.</summary>
internal static class LookBenchmark
{
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var thresholds = new JudgeThresholds(ProportionJudges: 2, AlphaHarm: 0.05, AlphaSafety: 0.05);
        Console.WriteLine("strata  looks/s  µs/look");
        foreach (var strata in new[] { 1, 5, 20, 100 })
        {
            var counts = Enumerable.Range(0, strata)
                .Select(i => new StratumCounts($"1.{i}", 9_000 + i, 18, 1_000 + i, 3))
                .ToList();
            for (var warm = 0; warm < 20; warm++)
                ProportionTest.Judge(counts, 0.005, thresholds);

            var looks = 0;
            var watch = Stopwatch.StartNew();
            for (; watch.ElapsedMilliseconds < 500; looks++)
                ProportionTest.Judge(counts, 0.005, thresholds);

            var perLook = watch.Elapsed.TotalMicroseconds / looks;
            Console.WriteLine($"{strata,6}  {1e6 / perLook,7:N0}  {perLook,7:N1}");
        }

        return Task.FromResult(0);
    }
}
