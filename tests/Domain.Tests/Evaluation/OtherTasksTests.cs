using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Tests.Evaluation;

public sealed class OtherTasksTests
{
    [Fact]
    public void Several_classes_are_judged_by_accuracy_and_macro_f1()
    {
        // Class a: F1 2/3; b: 4/5; c is never found: 0.
        var report = MulticlassEvaluation.Of(new(
            ["a", "a", "b", "b", "c"], ["a", "b", "b", "b", "d"]));

        Assert.Equal(BuiltInMetrics.Of(ModelTask.Multiclass), report.Metrics.Select(metric => metric.Name));
        Assert.Equal(0.6, report.Metric("accuracy").Value!.Value, 1e-12);
        Assert.Equal((2.0 / 3 + 0.8 + 0) / 3, report.Metric("macroF1").Value!.Value, 1e-12);
    }

    [Fact]
    public void Numbers_are_judged_by_their_distances()
    {
        var report = RegressionEvaluation.Of(new([1, 2, 3, 4], [1, 2, 3, 6]));

        Assert.Equal(BuiltInMetrics.Of(ModelTask.Regression), report.Metrics.Select(metric => metric.Name));
        Assert.Equal(1, report.Metric("rmse").Value!.Value, 1e-12);
        Assert.Equal(0.5, report.Metric("mae").Value!.Value, 1e-12);
        Assert.Equal(0.2, report.Metric("r2").Value!.Value, 1e-12);
    }

    [Fact]
    public void Labels_that_are_all_alike_leave_r2_undefined() =>
        Assert.Equal("all 3 labels are 7", RegressionEvaluation.Of(new([7, 7, 7], [1, 2, 3])).Metric("r2").Undefined);

    [Fact]
    public void Their_errors_agree_with_a_bootstrap_over_rows()
    {
        const int n = 800;
        var random = new Random(8);
        double[] truth = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() * 10)];
        double[] said = [.. truth.Select(x => x + (random.NextDouble() - 0.5) * (x + 1))];
        string[] classes = [.. truth.Select(x => $"{(int)x / 3}")], guesses = [.. said.Select(x => $"{(int)x / 3}")];
        var numbers = RegressionEvaluation.Of(new(truth, said));
        var names = MulticlassEvaluation.Of(new(classes, guesses));
        var draws = new[] { "rmse", "mae", "r2", "macroF1" }.ToDictionary(name => name, _ => new List<double>());
        for (var draw = 0; draw < 300; draw++)
        {
            int[] rows = [.. Enumerable.Range(0, n).Select(_ => random.Next(n))];
            var a = RegressionEvaluation.Of(new(rows.Pick(truth), rows.Pick(said)));
            var b = MulticlassEvaluation.Of(new(rows.Pick(classes), rows.Pick(guesses)));
            foreach (var name in draws.Keys)
                draws[name].Add((name == "macroF1" ? b : a).Metric(name).Value!.Value);
        }

        foreach (var (name, values) in draws)
        {
            var metric = (name == "macroF1" ? names : numbers).Metric(name);
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            Assert.InRange(deviation / (metric.High!.Value - metric.Low!.Value) * 2 * 1.96, 0.85, 1.15);
        }
    }
}
