namespace Landfall.Domain.Evaluation.Measures;

/// <summary>F1 = 2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall.</summary>
internal static class F1
{
    public static Measured Of(BinaryRows rows)
    {
        var n = rows.Count;
        var (twice, total, support) = (0L, 0L, 0L);
        for (var i = 0; i < n; i++)
        {
            twice += 2 * (rows.Labels[i] & rows.Predicted[i]);
            total += rows.Labels[i] + rows.Predicted[i];
            support += rows.Labels[i] | rows.Predicted[i];
        }

        if (total == 0)
            return Measured.None("no row is positive and none was predicted positive");
        var f1 = (double)twice / total;
        var scale = (double)n / total;
        var influence = new double[n];
        for (var i = 0; i < n; i++)
            influence[i] = scale
                * (2 * (rows.Labels[i] & rows.Predicted[i]) - f1 * (rows.Labels[i] + rows.Predicted[i]));
        return new(f1, support, influence);
    }
}
