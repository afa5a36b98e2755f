using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Tests.Evaluation;

public sealed class SlicesTests
{
    private const int Rows = 8_000;
    private static readonly GateSpec Gap =
        new("falsePositiveRate", Slices: ["origin"], MaxGap: 0.08, MinSupport: 500);

    private static (BinaryRows Candidate, BinaryRows Champion, SliceColumn Origin) Data(double spoiled)
    {
        var (candidate, champion) = Predictions.Pair(seed: 31, rows: Rows);
        var random = new Random(32);
        string[] origins = [.. Enumerable.Range(0, Rows).Select(i => i % 200 == 7 ? "HNL" : i % 4 == 0 ? "ORD" : "JFK")];
        int[] predicted = [.. candidate.Predicted.Select((said, i) =>
            origins[i] is "ORD" or "HNL" && random.NextDouble() < spoiled ? 1 : said)];
        return (new(candidate.Labels, predicted, candidate.Scores), champion, new SliceColumn("origin", origins));
    }

    [Fact]
    public void Each_value_has_its_metrics_the_largest_first()
    {
        var (candidate, champion, origin) = Data(spoiled: 0);
        var report = BinaryEvaluation.Of(candidate, champion, [origin]);

        Assert.Equal(["JFK", "ORD", "HNL"], report.Slices.Select(slice => slice.Value));
        Assert.Equal([5_960L, 2_000, 40], report.Slices.Select(slice => slice.Rows));
        int[] jfk = [.. Enumerable.Range(0, Rows).Where(i => origin.Values[i] == "JFK")];
        var alone = BinaryEvaluation.Of(
            new(jfk.Pick(candidate.Labels), jfk.Pick(candidate.Predicted), jfk.Pick(candidate.Scores!)));
        Assert.Equal(alone.Metric("auc").Value, report.Slices[0].Metrics.Single(metric => metric.Name == "auc").Value);
    }

    [Fact]
    public void A_slice_is_judged_as_its_rows_would_be_alone()
    {
        var (candidate, champion, origin) = Data(spoiled: 0.1);
        var report = BinaryEvaluation.Of(candidate, champion, [origin]);

        foreach (var slice in report.Slices)
        {
            int[] rows = [.. Enumerable.Range(0, Rows).Where(i => origin.Values[i] == slice.Value)];
            var alone = BinaryEvaluation.Of(At(candidate), At(champion));
            Assert.Equal(alone.Metrics, slice.Metrics);
            Assert.Equal(alone.Differences, slice.Differences);

            BinaryRows At(BinaryRows of) => new(rows.Pick(of.Labels), rows.Pick(of.Predicted), rows.Pick(of.Scores!));
        }
    }

    [Fact]
    public void Even_slices_pass_and_small_ones_are_counted_not_judged()
    {
        var (candidate, _, origin) = Data(spoiled: 0);
        var gate = Assert.Single(Gates.Judge([Gap], BinaryEvaluation.Of(candidate, null, [origin])));

        Assert.Equal(GateOutcome.Pass, gate.Outcome);
        Assert.EndsWith("within the limit 0.08 (2 slices judged, 1 too small).", gate.Explanation);
    }

    [Fact]
    public void The_worst_slice_fails_the_gate_and_is_named()
    {
        var (candidate, _, origin) = Data(spoiled: 0.3);
        var gate = Assert.Single(Gates.Judge([Gap], BinaryEvaluation.Of(candidate, null, [origin])));

        Assert.Equal(GateOutcome.Fail, gate.Outcome);
        Assert.StartsWith("origin = ORD has falsePositiveRate ", gate.Explanation);
    }

    [Fact]
    public void A_gap_is_marginal_only_where_no_slice_has_certainly_too_large_a_one()
    {
        var (candidate, _, origin) = Data(spoiled: 0.3);
        var report = BinaryEvaluation.Of(candidate, null, [origin]);
        var worst = report.Slices.Single(slice => slice.Value == "ORD").Metrics.Single(metric => metric.Name == Gap.Metric);
        var seen = worst.Value!.Value - report.Metric(Gap.Metric).Value!.Value;
        GateOutcome Of(double maxGap, MarginalAction onMarginal) =>
            Assert.Single(Gates.Judge([Gap with { MaxGap = maxGap, OnMarginal = onMarginal }], report)).Outcome;

        Assert.Equal(GateOutcome.Ask, Of(seen, MarginalAction.Ask));
        Assert.Equal(GateOutcome.Fail, Of(seen, MarginalAction.Fail));
        Assert.Equal(GateOutcome.Fail, Of(seen / 4, MarginalAction.Ask));
    }

    [Fact]
    public void A_slice_that_is_everything_has_no_gap()
    {
        var (candidate, _, _) = Data(spoiled: 0);
        var all = new SliceColumn("origin", [.. Enumerable.Repeat<string?>(null, Rows)]);
        var gate = Assert.Single(Gates.Judge([Gap with { MaxGap = 0 }], BinaryEvaluation.Of(candidate, null, [all])));

        Assert.Equal(GateOutcome.Pass, gate.Outcome);
        Assert.StartsWith("origin = (missing) ", gate.Explanation);
    }

    [Fact]
    public void Slices_that_are_all_too_small_are_not_judged()
    {
        var (candidate, _, origin) = Data(spoiled: 0.5);
        var report = BinaryEvaluation.Of(candidate, null, [origin]);
        var gate = Assert.Single(Gates.Judge([Gap with { MinSupport = 6_000 }], report));

        Assert.Equal(GateOutcome.NotApplied, gate.Outcome);
        Assert.Equal("None of the 3 slices has 6,000 rows and a value of falsePositiveRate.", gate.Explanation);
    }

    [Fact]
    public void A_slice_column_that_was_not_evaluated_is_refused()
    {
        var (candidate, _, origin) = Data(spoiled: 0);
        var error = Assert.Throws<ArgumentException>(() =>
            Gates.Judge([Gap with { Slices = ["orign"] }], BinaryEvaluation.Of(candidate, null, [origin])));

        Assert.Contains("'orign', which was not evaluated. Expected one of: origin.", error.Message);
    }

    [Fact]
    public void A_slice_that_got_worse_is_told_and_chance_is_not()
    {
        var (spoiled, champion, origin) = Data(spoiled: 0.3);
        var (even, _, _) = Data(spoiled: 0);

        var worse = Assert.Single(
            WorseSlices.Of(BinaryEvaluation.Of(spoiled, champion, [origin]), ["falsePositiveRate"], minSupport: 500));
        Assert.StartsWith("origin = ORD: falsePositiveRate changes by +0.", worse);
        Assert.Empty(WorseSlices.Of(BinaryEvaluation.Of(even, champion, [origin]), ["falsePositiveRate"], 500));
    }

    [Fact]
    public void A_key_is_no_slice_column()
    {
        string[] keys = [.. Enumerable.Range(0, 10_001).Select(i => $"{i}")];
        var rows = new BinaryRows(new int[10_001], new int[10_001]);
        var error = Assert.Throws<ArgumentException>(() => BinaryEvaluation.Of(rows, null, [new("id", keys)]));

        Assert.Contains("'id' has 10,001 different values. Expected at most 10,000; choose a coarser column.", error.Message);
    }
}
