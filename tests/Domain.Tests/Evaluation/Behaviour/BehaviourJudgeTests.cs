using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation.Behaviour;
using Landfall.Domain.Statistics;

namespace Landfall.Domain.Tests.Evaluation.Behaviour;

public sealed class BehaviourJudgeTests
{
    private static readonly Dictionary<string, ChangeSpec> Later = new() { ["dep_delay"] = new(Add: 30) };

    private static BehaviourSpec Same(double limit, double tolerance = 0.01, MarginalAction? onMarginal = null) =>
        new("same", Invariance: new(Later, tolerance), MaxViolations: limit, OnMarginal: onMarginal);

    private static Answer Said(double score, string label = "1", string problem = "", double ms = 5) => new(label, score, problem, ms);

    private static AskedRow Row(int row, double before, params double[] after) =>
        new(row, Said(before), [.. after.Select(score => new AskedCopy("dep_delay + 30", Said(score)))]);

    /// <summary>So many rows, the first of which move.</summary>
    private static IReadOnlyList<AskedRow> Rows(int all, int moved) =>
        [.. Enumerable.Range(0, all).Select(i => Row(i, 0.3, i < moved ? 0.9 : 0.305))];

    private static GateSummary Judge(BehaviourSpec spec, IReadOnlyList<AskedRow> rows, ModelTask task = ModelTask.Binary) =>
        BehaviourJudge.Of(spec, task, rows);

    [Fact]
    public void A_share_is_decided_on_its_upper_bound_and_says_its_numbers()
    {
        var gate = Judge(Same(0.05), Rows(500, 10));

        Assert.Equal(("behaviour: same", GateOutcome.Pass), (gate.Name, gate.Outcome));
        Assert.Equal("10 of 500 rows violate it (2 %); at 95 % confidence at most 3.65 % do, within the limit 5 %.", gate.Explanation);
        Assert.Equal(["row 0, dep_delay + 30: score 0.3 became 0.9", "row 1, dep_delay + 30: score 0.3 became 0.9", "row 2, dep_delay + 30: score 0.3 became 0.9"], gate.Examples);
    }

    [Theory]
    [InlineData(0, GateOutcome.Pass, GateOutcome.Pass)]
    [InlineData(14, GateOutcome.Pass, GateOutcome.Pass)]
    [InlineData(18, GateOutcome.Fail, GateOutcome.Ask)]
    [InlineData(25, GateOutcome.Fail, GateOutcome.Ask)]
    [InlineData(30, GateOutcome.Fail, GateOutcome.Ask)]
    [InlineData(60, GateOutcome.Fail, GateOutcome.Fail)]
    public void Between_the_bounds_a_person_is_asked_only_where_the_pipeline_wants_it(int moved, GateOutcome without, GateOutcome with)
    {
        Assert.Equal(without, Judge(Same(0.05), Rows(500, moved)).Outcome);
        Assert.Equal(with, Judge(Same(0.05, onMarginal: MarginalAction.Ask), Rows(500, moved)).Outcome);
    }

    [Fact]
    public void A_limit_of_zero_means_none_of_the_rows_asked()
    {
        Assert.Equal(GateOutcome.Pass, Judge(Same(0), Rows(500, 0)).Outcome);
        var gate = Judge(Same(0, onMarginal: MarginalAction.Ask), Rows(500, 1));
        Assert.Equal((GateOutcome.Fail, "1 of 500 rows violate it (0.2 %), and none may."), (gate.Outcome, gate.Explanation));
    }

    [Theory]
    [InlineData(0, "No row of the holdout could be asked in this way, so nothing is known.")]
    [InlineData(71, "Only 71 rows could be asked, and 72 are needed to show anything about a limit of 5 %.")]
    public void Too_few_rows_fail_clearly_and_never_ask(int rows, string sentence)
    {
        var gate = Judge(Same(0.05, onMarginal: MarginalAction.Ask), Rows(rows, 0));
        Assert.Equal((GateOutcome.Fail, sentence), (gate.Outcome, gate.Explanation));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void The_rows_needed_are_the_fewest_whose_bound_without_violation_meets_the_limit(double limit)
    {
        foreach (var confidence in new[] { 0.8, 0.95, 0.999 })
        {
            var needed = RowsNeeded.For(limit, confidence);
            Assert.True(ProportionInterval.ClopperPearson(0, needed, confidence).High <= limit + 1e-12);
            if (needed > RowsNeeded.Least)
                Assert.True(ProportionInterval.ClopperPearson(0, needed - 1, confidence).High > limit);
        }
    }

    [Fact]
    public void One_violation_more_never_helps_and_the_outcome_goes_from_pass_over_marginal_to_fail()
    {
        var random = new Random(7);
        for (var i = 0; i < 25; i++)
        {
            var (rows, limit) = (random.Next(20, 150), random.NextDouble() * 0.5);
            var spec = Same(limit, onMarginal: MarginalAction.Ask) with { Confidence = 0.5 + random.NextDouble() * 0.49 };
            var ranks = Enumerable.Range(0, rows + 1).Select(moved => Judge(spec, Rows(rows, moved)).Outcome switch
            {
                GateOutcome.Pass => 0,
                GateOutcome.Ask => 1,
                _ => 2,
            }).ToList();
            Assert.Equal(ranks.Order(), rows < RowsNeeded.For(limit, spec.Confidence) ? ranks.Order() : ranks);
        }
    }

    [Fact]
    public void A_bad_model_passes_no_more_often_than_the_confidence_allows()
    {
        var random = new Random(11);
        var passes = 0;
        const int Trials = 1_000;
        for (var i = 0; i < Trials; i++)
        {
            var moved = Enumerable.Range(0, 300).Count(_ => random.NextDouble() < 0.1);
            passes += Judge(Same(0.1), Rows(300, moved)).Outcome == GateOutcome.Pass ? 1 : 0;
        }

        // At the limit itself half of what 95 % leaves open, 2.5 %, and Clopper-Pearson stays below.
        Assert.InRange(passes, 1, Trials * 0.035);
    }

    [Theory]
    [InlineData(ScoreDirection.Increase, 0.30, 0.45, true)]
    [InlineData(ScoreDirection.Increase, 0.30, 0.30, true)]
    [InlineData(ScoreDirection.Increase, 0.30, 0.2999995, true)]
    [InlineData(ScoreDirection.Increase, 0.30, 0.25, false)]
    [InlineData(ScoreDirection.Decrease, 0.30, 0.25, true)]
    [InlineData(ScoreDirection.Decrease, 0.30, 0.45, false)]
    public void A_score_may_stand_still_and_must_not_turn(ScoreDirection expect, double before, double after, bool holds)
    {
        var spec = new BehaviourSpec("later", Directional: new(Later, expect), MaxViolations: 0);
        var rows = Enumerable.Range(0, 20).Select(i => Row(i, before, after)).ToList();
        Assert.Equal(holds ? GateOutcome.Pass : GateOutcome.Fail, Judge(spec, rows).Outcome);
    }

    [Fact]
    public void A_row_with_several_copies_counts_once()
    {
        var rows = Enumerable.Range(0, 100).Select(i => Row(i, 0.3, 0.3, i == 4 ? 0.9 : 0.3, i == 4 ? 0.1 : 0.3)).ToList();
        Assert.StartsWith("1 of 100 rows violate it", Judge(Same(0.2), rows).Explanation);
    }

    [Theory]
    [InlineData("1", 0.5, "", GateOutcome.Pass)]
    [InlineData("true", 0.5, "", GateOutcome.Pass)]
    [InlineData("maybe", 0.5, "", GateOutcome.Fail)]
    [InlineData("", 0.5, "", GateOutcome.Fail)]
    [InlineData("1", double.NaN, "", GateOutcome.Fail)]
    [InlineData("", 0.0, "answered 500", GateOutcome.Fail)]
    public void Without_a_column_an_answer_must_be_a_valid_prediction(string label, double score, string problem, GateOutcome outcome)
    {
        var spec = new BehaviourSpec("gap", Missing: ["origin"], MaxViolations: 0);
        var rows = Enumerable.Range(0, 20)
            .Select(i => new AskedRow(i, Said(0.3), [new("without origin", Said(score, label, problem))])).ToList();
        var gate = Judge(spec, rows);
        Assert.Equal(outcome, gate.Outcome);
        if (problem.Length > 0)
            Assert.Equal("row 0, without origin: it answered 500", gate.Examples![0]);
    }

    [Fact]
    public void A_percentile_is_a_share_of_slow_answers()
    {
        var spec = new BehaviourSpec("quick", Latency: new(P95: TimeSpan.FromMilliseconds(250)));
        GateSummary Of(int slow) => Judge(spec,
            [.. Enumerable.Range(0, 500).Select(i => new AskedRow(i, null, [new("", Said(0.3, ms: i < slow ? 400 : 20))]))]);

        Assert.Equal(GateOutcome.Pass, Of(10).Outcome);
        Assert.Equal(GateOutcome.Fail, Of(60).Outcome);
        Assert.Contains("60 of 500 answers took longer than 250ms or did not come (12 %)", Of(60).Explanation);
        Assert.Equal("row 0: answered after 400 ms", Of(60).Examples![0]);
    }

    [Fact]
    public void Cases_hold_all_or_the_check_fails()
    {
        var spec = new BehaviourSpec("obvious", Cases:
        [
            new(new Dictionary<string, string> { ["delay"] = "90" }, new(Label: "true")),
            new(new Dictionary<string, string> { ["delay"] = "-5" }, new(Score: new(Max: 0.2))),
        ]);
        GateSummary Of(Answer one, Answer two) => Judge(spec, [new(0, null, [new("", one)]), new(1, null, [new("", two)])]);

        Assert.Equal("All 2 cases are answered as expected.", Of(Said(0.9), Said(0.1)).Explanation);
        var gate = Of(Said(0.9, "0"), Said(0.3, "0"));
        Assert.Equal((GateOutcome.Fail, "2 of 2 cases are answered otherwise than expected."), (gate.Outcome, gate.Explanation));
        Assert.Equal(["case 1: label 0, expected true", "case 2: score 0.3, expected at most 0.2"], gate.Examples);
    }

    [Fact]
    public void A_class_must_stay_and_a_predicted_number_is_the_score()
    {
        var kinds = Enumerable.Range(0, 20).Select(i => new AskedRow(i, Said(0.5, "cat"), [new("", Said(0.9, i == 3 ? "dog" : "cat"))])).ToList();
        Assert.Equal(["row 3: label cat became dog"], Judge(Same(0, tolerance: 0), kinds, ModelTask.Multiclass).Examples);
        var numbers = Enumerable.Range(0, 20).Select(i => new AskedRow(i, Said(0, "10.5"), [new("", Said(0.9, "10.6"))])).ToList();
        Assert.Equal(GateOutcome.Pass, Judge(Same(0, tolerance: 0.2), numbers, ModelTask.Regression).Outcome);
        Assert.Equal(GateOutcome.Fail, Judge(Same(0, tolerance: 0.05), numbers, ModelTask.Regression).Outcome);
    }
}
