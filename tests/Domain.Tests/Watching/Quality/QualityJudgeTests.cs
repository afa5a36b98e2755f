using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Watching.Quality;

namespace Landfall.Domain.Tests.Watching.Quality;

public sealed class QualityJudgeTests
{
    [Fact]
    public void Surely_worse_is_over_surely_within_the_limit_is_calm_and_between_the_window_grows()
    {
        var bad = Judge(1_000, 700);
        Assert.Equal(WatchOutcome.Over, bad.Reading.Outcome);
        Assert.Equal(0.2, bad.Reading.Value!.Value, 1e-12);
        Assert.Matches(
            @"^accuracy 0\.7 \(0\.67\d* to 0\.72\d* with 95 % confidence\) of 1,000 labelled predictions, 0\.9 on the holdout: worse by at "
            + @"least 0\.17\d* \(limit 0\.05\)$", bad.Reading.Explanation);

        var good = Judge(1_000, 905);
        Assert.Equal(WatchOutcome.Calm, good.Reading.Outcome);
        Assert.Contains("worse by at most 0.01", good.Reading.Explanation, StringComparison.Ordinal);
        Assert.EndsWith("not worse (limit 0.05)", Judge(1_000, 980).Reading.Explanation, StringComparison.Ordinal);

        var open = Judge(100, 82);
        Assert.Equal((WatchOutcome.Unknown, 1), (open.Reading.Outcome, open.Stage));
        Assert.EndsWith("undecided, asked again at 200", open.Reading.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_value_below_the_limit_is_no_harm_where_the_interval_reaches_over_it()
    {
        // 0.84 on a hundred rows is worse than 0.90 by more than 0.05, and 0.90 may still be the truth.
        Assert.Equal(WatchOutcome.Unknown, Judge(100, 84).Reading.Outcome);
        Assert.Equal(WatchOutcome.Unknown, Judge(100, 88).Reading.Outcome);
    }

    [Fact]
    public void An_undecided_window_is_asked_again_when_it_is_twice_as_large_and_in_the_end_it_is_near()
    {
        Assert.Equal(1, Judge(199, 100, stage: 1).Stage);
        Assert.Equal(WatchOutcome.Unknown, Judge(199, 100, stage: 1).Reading.Outcome);
        Assert.Equal(WatchOutcome.Over, Judge(200, 100, stage: 1).Reading.Outcome);
        Assert.Equal(3, Judge(400, 340, stage: 2).Stage);
        Assert.Equal(WatchOutcome.Near, Judge(800, 680, stage: 3).Reading.Outcome);
        Assert.Equal(WatchOutcome.Unknown, Judge(799, 680, stage: 3).Reading.Outcome);

        // Many labels at once: the same rows are not asked again and again.
        Assert.Equal(2, Judge(300, 255).Stage);
        Assert.EndsWith("undecided, asked again at 400", Judge(300, 255).Reading.Explanation, StringComparison.Ordinal);
        Assert.Equal(WatchOutcome.Near, Judge(1_000, 850).Reading.Outcome);
    }

    [Fact]
    public void Too_few_rows_no_value_on_the_holdout_and_an_undefined_metric_say_nothing()
    {
        Assert.Equal("99 of 100 labelled predictions that a window needs", Judge(99, 0).Reading.Explanation);
        Assert.Equal("0 of 100 labelled predictions that a window needs", Judge(0, 0).Reading.Explanation);
        Assert.StartsWith(
            "accuracy was not computed on the holdout",
            QualityJudge.Of(Labels.Plan, null, Labels.Window(500, 0), 0).Reading.Explanation, StringComparison.Ordinal);

        var auc = QualityJudge.Of(Labels.PlanOf(ModelTask.Binary, "auc"), 0.9, Labels.Window(200, 100), 0).Reading;
        Assert.Equal(
            (WatchOutcome.Unknown, "auc of 200 labelled predictions is undefined: the model gives no scores"),
            (auc.Outcome, auc.Explanation));
    }

    [Theory]
    [InlineData(ModelTask.Binary, "auc")]
    [InlineData(ModelTask.Binary, "logLoss")]
    [InlineData(ModelTask.Multiclass, "macroF1")]
    [InlineData(ModelTask.Regression, "rmse")]
    [InlineData(ModelTask.Regression, "r2")]
    public void Metrics_of_every_task_are_judged_in_their_own_direction(ModelTask task, string metric)
    {
        var random = new Random(5);
        var plan = Labels.PlanOf(task, metric, limit: 0.1);
        var (good, bad) = (Rows(0.1), Rows(2));
        var holdout = LiveMetric.Of(task, metric, good).Value!.Value;

        Assert.Equal(WatchOutcome.Calm, QualityJudge.Of(plan, holdout, good, 0).Reading.Outcome);
        var reading = QualityJudge.Of(plan, holdout, bad, 0).Reading;
        Assert.Equal((WatchOutcome.Over, true), (reading.Outcome, reading.Value > 0.1));

        List<LabelledRow> Rows(double noise) => [.. Enumerable.Range(0, 3_000).Select(i =>
        {
            var truth = random.NextDouble();
            var said = truth + (noise * (random.NextDouble() - 0.5));
            return task == ModelTask.Regression
                ? new LabelledRow(Labels.Row($"{i}", $"{said:R}"), $"{truth:R}")
                : new LabelledRow(
                    Labels.Row($"{i}", said > 0.5 ? "1" : "0", Math.Clamp(said, 0.01, 0.99)), truth > 0.5 ? "1" : "0");
        })];
    }

    [Fact]
    public void A_model_at_its_limit_is_called_worse_in_few_windows()
    {
        // 95 % intervals are wrong on one side in 2.5 % of cases; a window is asked at most four times.
        var random = new Random(11);
        var over = 0;
        const int windows = 1_000;
        for (var i = 0; i < windows; i++)
        {
            var right = 0;
            var rows = 0;
            for (var stage = 0; ; stage++)
            {
                while (rows < 100 << stage)
                {
                    right += random.NextDouble() < 0.85 ? 1 : 0;
                    rows++;
                }

                var outcome = Judge(rows, right, stage).Reading.Outcome;
                if (outcome == WatchOutcome.Unknown)
                    continue;
                over += outcome == WatchOutcome.Over ? 1 : 0;
                break;
            }
        }

        Assert.InRange(over, 0, windows / 10);
    }

    private static QualityJudgement Judge(int rows, int right, int stage = 0) =>
        QualityJudge.Of(Labels.Plan, 0.9, Labels.Window(rows, right), stage);
}
