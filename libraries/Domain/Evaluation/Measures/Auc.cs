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

        var placements = Placements(rows, positives, negatives);
        var area = 0.0;
        for (var i = 0; i < n; i++)
            area += rows.Labels[i] == 1 ? placements[i] / positives : 0;

        // Scaled so that Σ influence² / n² is S10 / positives + S01 / negatives, with sample variances.
        var (up, down) = (Scale(n, positives), Scale(n, negatives));
        for (var i = 0; i < n; i++)
            placements[i] = (placements[i] - area) * (rows.Labels[i] == 1 ? up : down);
        return new(area, support, new RowInfluence(placements));
    }

    internal static string OneClass(long rows, long positives) => rows == 0
        ? "there are no rows"
        : $"all {rows:N0} rows have the label {(positives == 0 ? 0 : 1)}";

    // For a positive the share of negatives below it, for a negative the share of positives above it; ties half.
    private static double[] Placements(BinaryRows rows, long positives, long negatives)
    {
        var scores = rows.Scores!;
        var order = ScoreOrder.Of(scores);
        var placements = new double[order.Length];
        var (positivesBelow, negativesBelow) = (0L, 0L);
        for (var start = 0; start < order.Length;)
        {
            var (end, tiedPositives, score) = (start, 0L, scores[order[start]]);
            for (; end < order.Length && scores[order[end]] == score; end++)
                tiedPositives += rows.Labels[order[end]];
            var tiedNegatives = end - start - tiedPositives;
            var below = (negativesBelow + tiedNegatives / 2.0) / negatives;
            var above = (positives - positivesBelow - tiedPositives / 2.0) / positives;
            for (var i = start; i < end; i++)
                placements[order[i]] = rows.Labels[order[i]] == 1 ? below : above;
            positivesBelow += tiedPositives;
            negativesBelow += tiedNegatives;
            start = end;
        }

        return placements;
    }

    private static double Scale(long n, long ofClass) => (double)n / ofClass * Means.Unbiased(ofClass);
}
