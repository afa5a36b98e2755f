using Landfall.Domain.Evaluation;
using Landfall.Domain.Statistics;

namespace Landfall.Domain.Tests.Evaluation;

/// <summary>Intervals against DeLong's own sums, against a bootstrap, and against the truth.</summary>
public sealed class UncertaintyTests
{
    private static readonly double Z = Normal.TwoSided(0.95);

    [Fact]
    public void Areas_and_their_paired_difference_agree_with_delongs_sums()
    {
        var (candidate, champion) = Predictions.Pair(seed: 1, rows: 300, championNoise: 1.5);
        var report = BinaryEvaluation.Of(candidate, champion);
        var (mine, other) = (DeLong.Of(candidate), DeLong.Of(champion));

        Assert.Equal(mine.Area, report.Metric("auc").Value!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(mine.Covariance(mine)), HalfWidth(report.Metric("auc")), 1e-12);
        var variance = mine.Covariance(mine) + other.Covariance(other) - 2 * mine.Covariance(other);
        var difference = report.Difference("auc");
        Assert.Equal(mine.Area - other.Area, difference.Value!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(variance), (difference.High!.Value - difference.Low!.Value) / 2 / Z, 1e-12);
    }

    [Fact]
    public void Other_differences_agree_with_a_bootstrap_over_rows()
    {
        var (candidate, champion) = Predictions.Pair(seed: 2, rows: 1_500, championNoise: 1.4);
        var report = BinaryEvaluation.Of(candidate, champion);
        string[] names = ["precision", "recall", "f1", "logLoss", "brier", "accuracy", "falsePositiveRate"];
        var draws = names.ToDictionary(name => name, _ => new List<double>());
        var random = new Random(3);
        for (var draw = 0; draw < 250; draw++)
        {
            var rows = Enumerable.Range(0, 1_500).Select(_ => random.Next(1_500)).ToArray();
            var drawn = BinaryEvaluation.Of(At(candidate, rows), At(champion, rows));
            foreach (var name in names)
                draws[name].Add(drawn.Difference(name).Value!.Value);
        }

        foreach (var name in names)
        {
            var difference = report.Difference(name);
            var error = (difference.High!.Value - difference.Low!.Value) / 2 / Z;
            Assert.InRange(Deviation(draws[name]) / error, 0.85, 1.15);
        }
    }

    [Fact]
    public void Intervals_cover_the_truth_as_often_as_they_say()
    {
        // The truth is what a holdout many times as large says.
        var (large, largeChampion) = Predictions.Pair(seed: 4, rows: 400_000, championNoise: 1.3);
        var truth = BinaryEvaluation.Of(large, largeChampion);
        string[] names = ["auc", "f1", "logLoss", "precision"];
        var covered = names.ToDictionary(name => name, _ => 0);
        for (var run = 0; run < 300; run++)
        {
            var (candidate, champion) = Predictions.Pair(seed: 100 + run, rows: 600, championNoise: 1.3);
            var report = BinaryEvaluation.Of(candidate, champion);
            foreach (var name in names)
            {
                var difference = report.Difference(name);
                var expected = truth.Difference(name).Value!.Value;
                covered[name] += expected >= difference.Low && expected <= difference.High ? 1 : 0;
            }
        }

        Assert.All(covered.Values, hits => Assert.InRange(hits / 300.0, 0.91, 0.985));
    }

    [Fact]
    public void The_same_predictions_differ_by_nothing_for_certain()
    {
        var (candidate, _) = Predictions.Pair(seed: 5, rows: 200);

        Assert.All(BinaryEvaluation.Of(candidate, new(candidate.Labels, candidate.Predicted, candidate.Scores)).Differences, difference =>
            Assert.Equal((0, 0, 0), (difference.Value, difference.Low, difference.High)));
    }

    [Fact]
    public void A_difference_without_spread_is_no_certainty()
    {
        var report = BinaryEvaluation.Of(new([1, 0, 1], [1, 0, 1]), new([1, 0, 1], [0, 1, 0]));

        Assert.Equal("the difference has no spread in 3 rows, so no interval", report.Difference("accuracy").Undefined);
    }

    private static BinaryRows At(BinaryRows all, int[] rows) => new(
        [.. rows.Select(i => all.Labels[i])], [.. rows.Select(i => all.Predicted[i])], [.. rows.Select(i => all.Scores![i])]);

    private static double HalfWidth(MetricValue metric) => (metric.High!.Value - metric.Low!.Value) / 2 / Z;

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
