namespace Landfall.Domain.Evaluation.Measures;

/// <summary>
/// The area under the ROC curve: the probability that a positive row has a higher score than a negative one, ties half.
/// Its influences are the placements of E. DeLong, D. DeLong and D. Clarke-Pearson (1988, Biometrics 44), so single and
/// paired variances are exactly theirs.
/// </summary>
internal static class Auc
{
    public static Measured Of(BinaryRows rows)
    {
        var n = rows.Count;
        var positives = rows.Cells[BinaryCells.Of(1, 0)] + rows.Cells[BinaryCells.Of(1, 1)];
        var negatives = n - positives;
        var support = Math.Min(positives, negatives);
        if (rows.Scores is null)
            return Measured.None("the model gives no scores", n);
        if (support == 0)
            return Measured.None(OneClass(n, positives), n);
        if (support == 1)
            return Measured.None($"one class has a single row of {n:N0}, so no interval", n);

        var order = ScoreOrder.Of(rows.Scores, rows.Labels);
        var area = Ties(order, positives, negatives).Sum(tie => tie.Positives * tie.OfPositives / positives);
        return new(area, support, new RowInfluence(Influences(order, area, positives, negatives)));
    }

    internal static string OneClass(long rows, long positives) => rows == 0
        ? "there are no rows"
        : $"all {rows:N0} rows have the label {(positives == 0 ? 0 : 1)}";

    /// <summary>Rows with the same score. Placement: for a positive the share of negatives below it, for a negative the share of
    /// positives above it; ties half.</summary>
    private readonly record struct Tie(int Rows, long Positives, double OfPositives, double OfNegatives);

    private static IEnumerable<Tie> Ties(ScoreOrder order, long positives, long negatives)
    {
        var (positivesBelow, negativesBelow) = (0L, 0L);
        for (var start = 0; start < order.Count;)
        {
            var (end, tiedPositives, score) = (start, 0L, order.Score(start));
            for (; end < order.Count && order.Score(end) == score; end++)
                tiedPositives += order.Label(end);
            var tiedNegatives = end - start - tiedPositives;
            yield return new(
                end - start, tiedPositives, (negativesBelow + tiedNegatives / 2.0) / negatives,
                (positives - positivesBelow - tiedPositives / 2.0) / positives);
            positivesBelow += tiedPositives;
            negativesBelow += tiedNegatives;
            start = end;
        }
    }

    // Scaled so that Σ influence² / n² is S10 / positives + S01 / negatives, with sample variances.
    private static double[] Influences(ScoreOrder order, double area, long positives, long negatives)
    {
        var influences = new double[order.Count];
        var (up, down, place) = (Scale(order.Count, positives), Scale(order.Count, negatives), 0);
        foreach (var tie in Ties(order, positives, negatives))
        {
            var (ofPositive, ofNegative) = ((tie.OfPositives - area) * up, (tie.OfNegatives - area) * down);
            for (var end = place + tie.Rows; place < end; place++)
                influences[order.Row(place)] = order.Label(place) == 1 ? ofPositive : ofNegative;
        }

        return influences;
    }

    private static double Scale(long n, long ofClass) => (double)n / ofClass * Means.Unbiased(ofClass);
}
