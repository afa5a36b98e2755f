namespace Landfall.Domain.Evaluation.Measures;

/// <summary>Rows that count as hits among those that are looked at.</summary>
internal static class Rates
{
    public static Measured Of(BinaryRows rows, Func<int, int, bool> hit, Func<int, int, bool> among, string whenNone) =>
        Of(rows.Count, i => hit(rows.Labels[i], rows.Predicted[i]), i => among(rows.Labels[i], rows.Predicted[i]), whenNone);

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
        return new(rate, all, influence, IsProportion: true);
    }
}
