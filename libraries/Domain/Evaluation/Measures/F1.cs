namespace Landfall.Domain.Evaluation.Measures;

/// <summary>F1 = 2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall.</summary>
internal static class F1
{
    public static Measured Of(BinaryRows rows)
    {
        var (twice, total, support) = (0L, 0L, 0L);
        foreach (var cell in BinaryCells.All)
        {
            twice += 2 * Both(cell) * rows.Cells[cell];
            total += Either(cell) * rows.Cells[cell];
            support += cell == BinaryCells.Of(0, 0) ? 0 : rows.Cells[cell];
        }

        if (total == 0)
            return Measured.None("no row is positive and none was predicted positive");
        var f1 = (double)twice / total;
        var scale = (double)rows.Count / total;
        return new(f1, support, new CellInfluence(
            rows, [.. BinaryCells.All.Select(cell => scale * ((2 * Both(cell)) - (f1 * Either(cell))))]));
    }

    private static int Both(int cell) => BinaryCells.Label(cell) & BinaryCells.Predicted(cell);

    private static int Either(int cell) => BinaryCells.Label(cell) + BinaryCells.Predicted(cell);
}
