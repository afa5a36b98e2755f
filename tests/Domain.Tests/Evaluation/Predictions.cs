using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Tests.Evaluation;

/// <summary>Two models that look at the same rows through different noise, from a fixed seed.</summary>
internal static class Predictions
{
    public static (BinaryRows Candidate, BinaryRows Champion) Pair(
        int seed, int rows, double candidateNoise = 1, double championNoise = 1, double share = 0.3)
    {
        var random = new Random(seed);
        var labels = new int[rows];
        var (mine, other) = (new double[rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            labels[i] = random.NextDouble() < share ? 1 : 0;
            var shared = Gaussian(random) + labels[i] * 1.2;
            mine[i] = Score(shared + candidateNoise * Gaussian(random));
            other[i] = Score(shared + championNoise * Gaussian(random));
        }

        return (Of(labels, mine), Of(labels, other));
    }

    public static BinaryRows Of(int[] labels, double[] scores) =>
        new(labels, [.. scores.Select(score => score >= 0.5 ? 1 : 0)], scores);

    public static MetricValue Metric(this EvaluationReport report, string name) =>
        report.Metrics.Single(metric => metric.Name == name);

    public static MetricDifference Difference(this EvaluationReport report, string name) =>
        report.Differences.Single(metric => metric.Name == name);

    /// <summary>The values of some rows.</summary>
    public static T[] Pick<T>(this int[] rows, T[] from) => [.. rows.Select(row => from[row])];

    // Rounded so that ties occur.
    private static double Score(double x) => Math.Round(1 / (1 + Math.Exp(-(x - 0.8))), 3);

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
