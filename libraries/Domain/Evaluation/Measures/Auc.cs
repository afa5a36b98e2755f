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

        var placements = Placements.Of(rows.Order, positives, negatives);
        return new(placements.Area, support, new RowInfluence(n, placements.Squares, placements.Influences));
    }

    internal static string OneClass(long rows, long positives) => rows == 0
        ? "there are no rows"
        : $"all {rows:N0} rows have the label {(positives == 0 ? 0 : 1)}";
}
