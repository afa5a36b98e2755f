using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;
using Landfall.Domain.Watching;
using Landfall.Functions.Console.Models;

namespace Landfall.Functions.Tests.Evaluate;

public sealed class JudgeModelTests : IDisposable
{
    private readonly JudgePlatform platform = new();

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task A_better_candidate_passes_and_the_headline_compares()
    {
        var result = await platform.Judge(JudgePlatform.Predictions(0.4), JudgePlatform.Predictions(0.8));

        Assert.True(result.Outcome == EvaluationOutcome.Pass, result.Headline);
        Assert.Matches(@"^AUC 0\.\d{3} \(0\.\d{3}–[01]\.\d{3}\), champion 0\.\d{3}: better by 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\)\.$", result.Headline);
        Assert.All(result.Gates, gate => Assert.Equal(GateOutcome.Pass, gate.Outcome));
        var stored = await platform.Blobs.Read(new(Containers.Runs, result.Report), default);
        Assert.Equal(ContentDigest.Of(stored!.Content.Span), result.ReportDigest);
        Assert.Empty(Directory.GetFileSystemEntries(platform.Work));
    }

    [Fact]
    public async Task What_else_than_the_data_differs_from_the_champion_is_found_in_the_documents_that_made_it()
    {
        async Task<IReadOnlyList<ChangedPart>?> Changed(string pipeline) => (await platform.Judge(
            JudgePlatform.Predictions(0.4), JudgePlatform.Predictions(0.8),
            made: new Dictionary<string, string> { ["pipeline"] = pipeline })).Changed;
        platform.Before = platform.Now with
        {
            Spec = platform.Now.Spec with { Serve = platform.Now.Spec.Serve with { Env = new Dictionary<string, string> { ["FLAG"] = "1" } } },
        };

        Assert.Equal([], await Changed("p"));
        Assert.Equal([ChangedPart.ServerSettings], await Changed("before"));
        Assert.Equal([ChangedPart.Unknown], await Changed("gone"));
        Assert.Null((await platform.Judge(JudgePlatform.Predictions(0.4))).Changed);
    }

    [Theory]
    [InlineData("binary", "auc", PredictionKind.Score)]
    [InlineData("regression", "rmse", PredictionKind.Value)]
    [InlineData("multiclass", "accuracy", PredictionKind.Label)]
    public async Task What_it_predicted_is_kept_as_counts_under_its_digest(string task, string metric, PredictionKind kind)
    {
        platform.Evaluate($"gates: [ {{ metric: {metric}, min: 0 }} ]", task);
        var result = await platform.Judge(JudgePlatform.Predictions(0.4));

        var stored = (await platform.Blobs.Read(Paths.Baseline("trips-1"), default))!.Content;
        Assert.Equal(ContentDigest.Of(stored.Span), result.BaselineDigest);
        var baseline = JsonSerializer.Deserialize<PredictionBaseline>(stored.Span, ContractsJson.Options)!;
        Assert.Equal((kind, (long)JudgePlatform.Rows), (baseline.Kind, baseline.Counts.Sum()));
        Assert.Equal(Math.Max(baseline.Edges.Count, baseline.Labels.Count) + 1, baseline.Counts.Count);
        Assert.Equal(kind == PredictionKind.Label ? ["0", "1"] : [], baseline.Labels.Order());
    }

    [Fact]
    public async Task What_is_kept_is_what_a_model_card_reads()
    {
        await platform.Judge(JudgePlatform.Predictions(0.4), JudgePlatform.Predictions(0.8));

        var report = (await CardFacts.Evaluation(platform.Blobs, "trips-1", default))!;
        Assert.Equal(JudgePlatform.Rows, report.Rows);
        Assert.NotEmpty(report.Slices);
        Assert.Equal(report.Metrics.Select(metric => metric.Name), report.Champion.Select(metric => metric.Name));
    }

    [Fact]
    public async Task Classes_that_are_values_of_a_personal_column_are_kept_nowhere()
    {
        platform.Evaluate("gates: [ { metric: accuracy, min: 0 } ]", "multiclass");
        platform.Personal("delayed");
        Assert.Null((await platform.Judge(JudgePlatform.Predictions(0.4))).BaselineDigest);

        platform.Personal("origin");
        Assert.NotNull((await platform.Judge(JudgePlatform.Predictions(0.4))).BaselineDigest);
    }

    [Fact]
    public async Task A_worse_candidate_fails_and_its_worse_slices_are_named()
    {
        var result = await platform.Judge(JudgePlatform.Predictions(0.8), JudgePlatform.Predictions(0.4));

        Assert.Equal(EvaluationOutcome.Fail, result.Outcome);
        Assert.Contains("worse by", result.Headline);
        Assert.Contains(result.Worse, sentence => sentence.StartsWith("origin = ABC: auc"));
    }

    [Fact]
    public async Task Without_a_champion_a_person_is_asked()
    {
        var result = await platform.Judge(JudgePlatform.Predictions(0.4));

        Assert.Equal(EvaluationOutcome.Ask, result.Outcome);
        Assert.Contains("no champion to compare with", result.Headline);
        Assert.Contains(result.Gates, gate => gate.Outcome == GateOutcome.NotApplied);
    }

    [Theory]
    [InlineData("", "left 1 unanswered")]
    [InlineData("7,1,NaN\n", "score for row 7 is 'NaN'")]
    [InlineData("7,maybe,0.5\n", "label for row 7 is 'maybe'")]
    [InlineData("7,1,0.5\n7,1,0.5\n", "answered 1 twice")]
    [InlineData("7,1,0.5\n9999,1,0.5\n", "1 it was not asked")]
    public async Task Answers_that_cannot_be_judged_fail_with_the_first_thing_wrong(string line, string reason)
    {
        var result = await platform.Judge(JudgePlatform.Predictions(0.4, row => row == 7 ? line : null));

        Assert.Equal(EvaluationOutcome.Fail, result.Outcome);
        Assert.Contains(reason, result.Headline);
    }

    [Theory]
    [InlineData("")]
    [InlineData("row,label,score\n")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("{\"outputs\":[]}")]
    [InlineData("row,label,score\n0,1,0.5,more,and,more\n1,1\n")]
    [InlineData("\0\u0001\u0002garbage\0")]
    public async Task A_file_of_garbage_fails_the_candidate_and_says_why(string garbage)
    {
        var result = await platform.Judge(garbage);

        Assert.Equal(EvaluationOutcome.Fail, result.Outcome);
        Assert.StartsWith("The candidate cannot be judged: ", result.Headline, StringComparison.Ordinal);
        Assert.Empty(result.Metrics);
        Assert.Equal(GateOutcome.Fail, Assert.Single(result.Gates).Outcome);
    }

    [Theory]
    [InlineData("7,1,Infinity\n", "score for row 7 is 'Infinity'")]
    [InlineData("7,1,\n", "score for row 7 is ''")]
    [InlineData("7,,0.5\n", "label for row 7 is ''")]
    [InlineData("7.4,1,0.5\n", "left 1 unanswered")]
    [InlineData("seven,1,0.5\n", "left 1 unanswered")]
    public async Task A_single_row_of_nonsense_is_named(string line, string reason)
    {
        var result = await platform.Judge(JudgePlatform.Predictions(0.4, row => row == 7 ? line : null));

        Assert.Equal(EvaluationOutcome.Fail, result.Outcome);
        Assert.Contains(reason, result.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_champion_that_answers_nonsense_is_an_error_and_no_verdict_on_the_candidate()
    {
        var failure = await Assert.ThrowsAsync<TerminalFailure>(() =>
            platform.Judge(JudgePlatform.Predictions(0.4), "row,label,score\n"));

        Assert.Contains("The champion trips v6 cannot be compared with", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_is_judged_query_by_query()
    {
        platform.Evaluate(
            "gates: [ { metric: ndcg, min: 0.8 }, { metric: mrr, against: champion, nonInferiority: 0.01 } ]", "ranking",
            "holdout: { split: { group: delay } }");

        var good = await platform.Judge(JudgePlatform.Predictions(0.1), JudgePlatform.Predictions(0.8));
        Assert.True(good.Outcome == EvaluationOutcome.Pass, good.Headline);
        Assert.Equal(["ndcg", "mrr"], good.Metrics.Select(metric => metric.Name));
        Assert.Equal(1, good.Metrics[0].Value, 1e-9);
    }

    [Theory]
    [InlineData("multiclass", "accuracy", "")]
    [InlineData("multiclass", "macroF1", "")]
    [InlineData("regression", "rmse", "")]
    [InlineData("regression", "mae", "")]
    [InlineData("regression", "r2", "")]
    [InlineData("ranking", "ndcg", "holdout: { split: { group: delay } }")]
    [InlineData("ranking", "mrr", "holdout: { split: { group: delay } }")]
    [InlineData("binary", "logLoss", "")]
    [InlineData("binary", "calibrationError", "")]
    public async Task Every_metric_that_a_document_may_name_is_computed(string task, string metric, string more)
    {
        platform.Evaluate($"gates: [ {{ metric: {metric}, min: -1000 }} ]", task, more);

        var result = await platform.Judge(JudgePlatform.Predictions(0.4));

        Assert.Contains(result.Metrics, found => found.Name == metric);
        Assert.Equal(GateOutcome.Pass, Assert.Single(result.Gates).Outcome);
    }

    [Fact]
    public async Task Own_metrics_see_the_columns_and_the_answers_and_are_gated()
    {
        platform.Evaluate("""
            metrics: [ { name: cost, sql: "avg(case when prediction <> label then delay else 0 end)", better: lower } ],
                gates: [ { metric: cost, max: 0.5 } ]
            """);

        var result = await platform.Judge(JudgePlatform.Predictions(0.8));

        Assert.Equal(EvaluationOutcome.Fail, result.Outcome);
        Assert.Contains(result.Metrics, metric => metric is { Name: "cost", Value: > 0.5 });
    }

    [Fact]
    public async Task An_own_metric_that_asks_for_more_than_its_rows_has_no_value_and_asks_a_person()
    {
        platform.Evaluate("""metrics: [ { name: spy, sql: "(select count(*) from labels)" } ], gates: [ { metric: spy, min: 1 } ]""");

        var result = await platform.Judge(JudgePlatform.Predictions(0.4));

        Assert.Equal(EvaluationOutcome.Ask, result.Outcome);
        Assert.DoesNotContain(result.Metrics, metric => metric.Name == "spy");
    }

    [Fact]
    public async Task Predictions_other_than_the_Job_pushed_are_refused()
    {
        await platform.Judge(JudgePlatform.Predictions(0.4));
        var path = new BlobPath(Containers.Outputs, "trips-1/candidate-1/files/predictions.csv");
        var there = await platform.Blobs.Read(path, default);
        await platform.Blobs.Replace(path, "row,label,score\n"u8.ToArray(), "text/csv", there!.ETag, default);

        var failure = await Assert.ThrowsAsync<TerminalFailure>(() => platform.Judge(JudgePlatform.Predictions(0.4)));
        Assert.Contains("is not what its digest says", failure.Message);
    }
}
