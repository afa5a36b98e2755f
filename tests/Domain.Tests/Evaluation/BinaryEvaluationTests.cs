using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation;
using Landfall.Domain.Statistics;

namespace Landfall.Domain.Tests.Evaluation;

public sealed class BinaryEvaluationTests
{
    // TP 3, FP 1, FN 1, TN 5.
    private static readonly int[] Labels = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
    private static readonly BinaryRows Ten =
        new(Labels, [1, 1, 1, 0, 1, 0, 0, 0, 0, 0], [0.9, 0.8, 0.7, 0.4, 0.6, 0.3, 0.2, 0.2, 0.1, 0.1]);

    [Fact]
    public void Every_metric_that_a_gate_may_name_is_computed() =>
        Assert.Equal(
            BuiltInMetrics.Of(ModelTask.Binary).Order(),
            BinaryEvaluation.Of(Ten).Metrics.Select(metric => metric.Name).Order());

    [Theory]
    [InlineData("accuracy", 0.8, 10)]
    [InlineData("precision", 0.75, 4)]
    [InlineData("recall", 0.75, 4)]
    [InlineData("f1", 0.75, 5)]
    [InlineData("falsePositiveRate", 1.0 / 6, 6)]
    [InlineData("falseNegativeRate", 0.25, 4)]
    [InlineData("positiveRate", 0.4, 10)]
    [InlineData("brier", 0.105, 10)]                             // (.01+.04+.09+.36+.36+.09+.04+.04+.01+.01) / 10
    [InlineData("auc", 23.0 / 24, 4)]                            // one pair of 24 is the wrong way round
    [InlineData("calibrationError", 0.27, 10)]                   // .1 + .2 + .3 + .6 + .6 + .3 + .4 + .2 = 2.7 over 10
    public void Values_agree_with_those_worked_out_by_hand(string name, double value, long support)
    {
        var metric = BinaryEvaluation.Of(Ten).Metric(name);

        Assert.Equal(value, metric.Value!.Value, 1e-12);
        Assert.Equal(support, metric.Support);
        Assert.InRange(metric.Value.Value, metric.Low!.Value, metric.High!.Value);
    }

    [Fact]
    public void Log_loss_survives_a_row_that_was_called_impossible()
    {
        var loss = BinaryEvaluation.Of(new([1, 0], [0, 0], [0, 0.5])).Metric("logLoss");

        Assert.Equal((-Math.Log(1e-15) + Math.Log(2)) / 2, loss.Value!.Value, 1e-12);
    }

    [Fact]
    public void Proportions_have_wilsons_interval()
    {
        var recall = BinaryEvaluation.Of(Ten, confidence: 0.9).Metric("recall");
        var wilson = ProportionInterval.Wilson(3, 4, 0.9);

        Assert.Equal((wilson.Low, wilson.High), (recall.Low!.Value, recall.High!.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void One_class_only_leaves_the_area_undefined_with_its_reason(int label)
    {
        var report = BinaryEvaluation.Of(new([label, label, label], [0, 1, 1], [0.1, 0.6, 0.7]));

        var area = report.Metric("auc");
        Assert.Null(area.Value);
        Assert.Null(area.Low);
        Assert.Equal($"all 3 rows have the label {label}", area.Undefined);
        Assert.DoesNotContain(report.Metrics, metric => metric.Value is { } value && !double.IsFinite(value));
        Assert.DoesNotContain(report.Summaries(), summary => summary.Name == "auc");
    }

    [Fact]
    public void Without_scores_only_decisions_are_judged()
    {
        var report = BinaryEvaluation.Of(new(Ten.Labels, Ten.Predicted));

        Assert.Equal("the model gives no scores", report.Metric("auc").Undefined);
        Assert.Equal("the model gives no scores", report.Metric("brier").Undefined);
        Assert.Equal(0.8, report.Metric("accuracy").Value);
    }

    [Fact]
    public void Scores_beyond_one_are_ranked_and_not_taken_for_probabilities()
    {
        var report = BinaryEvaluation.Of(new([1, 0, 1, 0], [1, 0, 1, 0], [3.5, -1, 2, 0]));

        Assert.Equal(1, report.Metric("auc").Value);
        Assert.Equal("scores are no probabilities: row 0 (from 0) has 3.5", report.Metric("logLoss").Undefined);
    }

    [Fact]
    public void A_perfect_model_on_few_rows_is_not_certain()
    {
        var report = BinaryEvaluation.Of(Predictions.Of([1, 1, 1, 0, 0, 0], [0.9, 0.8, 0.9, 0.1, 0.2, 0.1]));

        Assert.InRange(report.Metric("auc").Low!.Value, 0.2, 0.6);
        Assert.InRange(report.Metric("f1").Low!.Value, 0.2, 0.6);
    }

    [Fact]
    public void No_rows_at_all_are_reported_as_undefined()
    {
        var report = BinaryEvaluation.Of(new([], [], []));

        Assert.All(report.Metrics, metric => Assert.NotNull(metric.Undefined));
    }

    [Fact]
    public void Predictions_that_cannot_be_are_refused_by_row()
    {
        Assert.Contains("Row 1 (from 0): the prediction of the candidate is '2'. Expected 0 or 1.", Refusal(
            new BinaryRows([0, 1], [0, 2])));
        Assert.Contains("the score of the candidate is 'NaN'", Refusal(new BinaryRows([0], [0], [double.NaN])));
        Assert.Contains("1 predictions for 2 labels", Refusal(new BinaryRows([0, 1], [0])));
        Assert.Contains("Row 9 (from 0): candidate and champion have different labels", Refusal(
            Ten, new([.. Labels[..9], 1], Ten.Predicted, Ten.Scores)));
        Assert.Contains("The champion has 2 rows, the candidate 10", Refusal(Ten, new([0, 1], [0, 1])));
    }

    private static string Refusal(BinaryRows candidate, BinaryRows? champion = null) =>
        Assert.ThrowsAny<ArgumentException>(() => BinaryEvaluation.Of(candidate, champion)).Message;
}
