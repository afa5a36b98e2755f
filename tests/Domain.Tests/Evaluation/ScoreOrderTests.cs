using Landfall.Domain.Evaluation;
using Landfall.Domain.Evaluation.Measures;

namespace Landfall.Domain.Tests.Evaluation;

public sealed class ScoreOrderTests
{
    public static TheoryData<string, double[]> Scores => new()
    {
        { "none", [] },
        { "one", [0.5] },
        { "all the same", [.. Enumerable.Repeat(0.25, 50)] },
        { "probabilities", [.. Drawn(2_000)] },
        { "of single precision", [.. Drawn(2_000).Select(score => (double)(float)score)] },
        { "of every sign and size", [.. Drawn(2_000).Select(score => (score - 0.5) * Math.Pow(10, (int)(score * 1e6) % 600 - 300))] },
        { "that differ in the last bits only", [.. Drawn(2_000).Select(score => 0.3 + score * 1e-13)] },
        { "a few, often", [.. Drawn(2_000).Select(score => Math.Round(score, 1))] },
    };

    [Theory]
    [MemberData(nameof(Scores))]
    public void Rows_come_by_their_score(string what, double[] scores)
    {
        int[] labels = [.. scores.Select((_, i) => i % 3 == 0 ? 1 : 0)];
        var order = ScoreOrder.Of(scores, labels);

        int[] rows = [.. Enumerable.Range(0, order.Count).Select(order.Row)];
        Assert.Equal(scores.Order(), rows.Select(row => scores[row]));
        Assert.Equal(Enumerable.Range(0, scores.Length), rows.Order());
        Assert.Equal(rows.Select(row => labels[row]), Enumerable.Range(0, order.Count).Select(order.Label));
        Assert.Equal(scores.Distinct().Count(), Ties(order).Count());
        Assert.True(labels.Sum() == Ties(order).Sum(tie => tie.Positives), what);
    }

    [Fact]
    public void Zero_is_zero_whatever_its_sign() => Assert.Equal((2, 1L), ScoreOrder.Of([0.0, -0.0], [0, 1]).Tie(0));

    [Fact]
    public void The_order_of_a_slice_is_that_of_its_rows()
    {
        double[] scores = [.. Drawn(500).Select(score => Math.Round(score, 2))];
        int[] labels = [.. scores.Select((_, i) => i & 1)];
        var groups = new SliceColumn("kind", [.. scores.Select((_, i) => $"{i % 7}")]).Groups(scores.Length);

        var parts = ScoreOrder.Of(scores, labels).Split(groups);
        Assert.Equal(7, parts.Length);
        for (var slice = 0; slice < parts.Length; slice++)
        {
            var (ofSlice, itsLabels, part) = (groups.Split(scores)[slice], groups.Split(labels)[slice], parts[slice]);
            Assert.Equal(ofSlice.Order(), Enumerable.Range(0, part.Count).Select(place => ofSlice[part.Row(place)]));
            Assert.All(Enumerable.Range(0, part.Count), place => Assert.Equal(itsLabels[part.Row(place)], part.Label(place)));
        }
    }

    private static IEnumerable<(int Rows, long Positives)> Ties(ScoreOrder order)
    {
        for (var place = 0; place < order.Count;)
        {
            var tie = order.Tie(place);
            yield return tie;
            place += tie.Rows;
        }
    }

    private static IEnumerable<double> Drawn(int n)
    {
        var random = new Random(12);
        return Enumerable.Range(0, n).Select(_ => random.NextDouble());
    }
}
