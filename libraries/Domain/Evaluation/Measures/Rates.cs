namespace Landfall.Domain.Evaluation.Measures;

/// <summary>Rows that count as hits among those that are looked at.</summary>
internal static class Rates
{
    /// <param name="hit">By label and decision.</param>
    public static Measured Of(BinaryRows rows, Func<int, int, bool> hit, Func<int, int, bool> among, string whenNone)
    {
        int[] looked = [.. BinaryCells.All.Where(cell => among(BinaryCells.Label(cell), BinaryCells.Predicted(cell)))];
        int[] right = [.. looked.Where(cell => hit(BinaryCells.Label(cell), BinaryCells.Predicted(cell)))];
        var all = looked.Sum(cell => rows.Cells[cell]);
        if (all == 0)
            return Measured.None(whenNone);

        var rate = (double)right.Sum(cell => rows.Cells[cell]) / all;
        var scale = (double)rows.Count / all;                    // only the rows looked at move it, each so much more
        return new(
            rate, all,
            new CellInfluence(
                rows, [.. BinaryCells.All.Select(cell => !looked.Contains(cell) ? 0 : ((right.Contains(cell) ? 1 : 0) - rate) * scale)]),
            IsProportion: true);
    }

    public static Measured Of(int n, Func<int, bool> hit, Func<int, bool> among, string whenNone)
    {
        var (hits, all) = (0L, 0L);
        var influence = new double[n];
        for (var i = 0; i < n; i++)
        {
            influence[i] = double.NaN;
            if (!among(i))
                continue;
            all++;
            influence[i] = hit(i) ? 1 : 0;
            hits += (long)influence[i];
        }

        if (all == 0)
            return Measured.None(whenNone);
        var rate = (double)hits / all;
        var scale = (double)n / all;                             // only the rows looked at move it, each so much more
        for (var i = 0; i < n; i++)
            influence[i] = double.IsNaN(influence[i]) ? 0 : (influence[i] - rate) * scale;
        return new(rate, all, new RowInfluence(influence), IsProportion: true);
    }
}
