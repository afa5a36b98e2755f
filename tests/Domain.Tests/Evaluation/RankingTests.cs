using CsCheck;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation;

namespace Landfall.Domain.Tests.Evaluation;

public sealed class RankingTests
{
    /// <summary>Query a in the order 3, 2, 0, 1; query b in the order 0, 1; query c has nothing to be found.</summary>
    private static readonly RankingRows Worked = new(
        [3, 0, 1, 2, 1, 0, 0], [0.9, 0.5, 0.1, 0.8, 0.2, 0.7, 0.3], ["a", "a", "a", "a", "b", "b", "c"]);

    private static double Value(RankingRows rows, string metric) => RankingEvaluation.Of(rows).Metric(metric).Value!.Value;

    /// <summary>The rows of one query twice, so that there is an interval.</summary>
    private static RankingRows Twice(double[] labels, double[] scores) => new(
        [.. labels, .. labels], [.. scores, .. scores],
        [.. labels.Select(_ => "one"), .. labels.Select(_ => "two")]);

    [Fact]
    public void The_gain_is_what_a_hand_reckons()
    {
        // a: 7/1 + 3/log2(3) + 0 + 1/log2(5) = 9.3234659, at best 7/1 + 3/log2(3) + 1/2 = 9.3927893. b: 1/log2(3) of 1.
        var report = RankingEvaluation.Of(Worked);

        Assert.Equal(BuiltInMetrics.Of(ModelTask.Ranking), report.Metrics.Select(metric => metric.Name));
        Assert.Equal((0.9926195 + 0.6309298) / 2, report.Metric("ndcg").Value!.Value, 1e-6);
        Assert.Equal(2, report.Metric("ndcg").Support);
        Assert.Equal((1 + 0.5) / 2, report.Metric("mrr").Value!.Value, 1e-12);
    }

    [Fact]
    public void Rows_with_one_score_share_what_their_places_are_worth()
    {
        Assert.Equal((1 + 0.6309298 + 0.5) / 3, Value(Twice([1, 0, 0], [7, 7, 7]), "ndcg"), 1e-6);
        Assert.Equal((1 + 1.0 / 2 + 1.0 / 3) / 3, Value(Twice([0, 1, 0], [7, 7, 7]), "mrr"), 1e-12);
        Assert.Equal(2.0 / 3 / 2 + 1.0 / 3 / 3, Value(Twice([0, 1, 0, 1], [9, 7, 7, 7]), "mrr"), 1e-12);
    }

    [Fact]
    public void Queries_without_anything_to_find_leave_it_undefined() => Assert.Equal(
        "it needs at least two queries with a relevant row, there are 1",
        RankingEvaluation.Of(new([0, 0, 1], [1, 2, 3], ["a", "a", "b"])).Metric("ndcg").Undefined);

    [Fact]
    public void The_best_order_is_1_no_order_is_more_and_the_file_s_order_is_nothing() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 5]).Array[2, 30].Sample(rows =>
        {
            double[] labels = [1, 1, .. rows.Select(row => (double)row.Item1)];
            double[] scores = [5, 5, .. rows.Select(row => (double)row.Item3)];
            string[] queries = ["q0", "q1", .. rows.Select(row => $"q{row.Item2}")];

            Assert.Equal(1, Value(new(labels, labels, queries), "ndcg"), 1e-12);
            Assert.Equal(1, Value(new(labels, labels, queries), "mrr"), 1e-12);
            var said = new RankingRows(labels, scores, queries);
            var turned = new RankingRows([.. labels.Reverse()], [.. scores.Reverse()], [.. queries.Reverse()]);
            foreach (var metric in BuiltInMetrics.Of(ModelTask.Ranking))
            {
                Assert.InRange(Value(said, metric), 0, 1 + 1e-12);
                Assert.Equal(Value(said, metric), Value(turned, metric), 1e-9);
            }
        });

    [Fact]
    public void Its_error_agrees_with_a_bootstrap_over_queries()
    {
        const int queries = 300;
        var random = new Random(9);
        var rows = Enumerable.Range(0, queries * 6).Select(i => (Grade: (double)random.Next(4), Query: i / 6)).ToArray();
        double[] scores = [.. rows.Select(row => row.Grade + (random.NextDouble() * 6))];
        var report = RankingEvaluation.Of(Drawn(Enumerable.Range(0, queries)));
        foreach (var name in BuiltInMetrics.Of(ModelTask.Ranking))
        {
            double[] draws = [.. Enumerable.Range(0, 300).Select(_ =>
                Value(Drawn(Enumerable.Range(0, queries).Select(_ => random.Next(queries))), name))];
            var deviation = Math.Sqrt(draws.Average(draw => Math.Pow(draw - draws.Average(), 2)));
            var metric = report.Metric(name);

            Assert.InRange(deviation / (metric.High!.Value - metric.Low!.Value) * 2 * 1.96, 0.85, 1.15);
        }

        RankingRows Drawn(IEnumerable<int> chosen)
        {
            var all = chosen.SelectMany((query, place) => Enumerable.Range(query * 6, 6).Select(row => (row, place))).ToArray();
            return new(
                [.. all.Select(one => rows[one.row].Grade)], [.. all.Select(one => scores[one.row])], [.. all.Select(one => $"{one.place}")]);
        }
    }

    [Fact]
    public void A_worse_order_than_the_champion_s_fails_the_gate_of_the_preset()
    {
        var random = new Random(3);
        string[] queries = [.. Enumerable.Range(0, 900).Select(i => $"{i / 6}")];
        double[] labels = [.. queries.Select(_ => (double)random.Next(3))];
        double[] good = [.. labels.Select(label => label + random.NextDouble())], noise = [.. labels.Select(_ => random.NextDouble())];
        GateSpec[] gates = [new("ndcg", Against: GateBaseline.Champion, NonInferiority: 0.01)];

        var worse = RankingEvaluation.Of(new(labels, noise, queries), new(labels, good, queries));
        var better = RankingEvaluation.Of(new(labels, good, queries), new(labels, noise, queries));

        Assert.Equal(GateOutcome.Fail, Assert.Single(Gates.Judge(gates, worse)).Outcome);
        Assert.Equal(GateOutcome.Pass, Assert.Single(Gates.Judge(gates, better)).Outcome);
    }

    [Theory]
    [InlineData(-1, 0.5, "grade from 0 to 30")]
    [InlineData(31, 0.5, "grade from 0 to 30")]
    [InlineData(double.NaN, 0.5, "grade from 0 to 30")]
    [InlineData(1, double.PositiveInfinity, "a finite number")]
    public void What_cannot_be_is_refused_with_its_row(double label, double score, string expected)
    {
        var refused = Assert.Throws<ArgumentException>(() => RankingEvaluation.Of(new([1, label], [1, score], ["a", "a"])));

        Assert.Contains("Row 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }
}
