namespace Landfall.Domain.Evaluation.Measures;

/// <summary>The mean of F1 over the classes that occur among labels; each class weighs the same.</summary>
internal static class MacroF1
{
    public static Measured Of(MulticlassRows rows)
    {
        if (rows.Count == 0)
            return Measured.None("there are no rows");
        var classes = rows.Labels.Distinct(StringComparer.Ordinal).ToDictionary(
            name => name, _ => new Counts(), StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var mine = classes[rows.Labels[i]];
            mine.Total++;
            if (rows.Labels[i] == rows.Predicted[i])
                mine.Hits++;
            if (classes.TryGetValue(rows.Predicted[i], out var chosen))
                chosen.Total++;
        }

        var scale = (double)rows.Count / classes.Count;
        var influence = new double[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            var mine = classes[rows.Labels[i]];
            influence[i] = ((rows.Labels[i] == rows.Predicted[i] ? 2 : 0) - mine.F1) / mine.Total * scale;
            if (classes.TryGetValue(rows.Predicted[i], out var chosen))
                influence[i] -= chosen.F1 / chosen.Total * scale;
        }

        return new(classes.Values.Average(counts => counts.F1), rows.Count, new RowInfluence(influence));
    }

    private sealed class Counts
    {
        public long Hits { get; set; }

        /// <summary>Rows of the class plus rows predicted as it: 2 TP + FP + FN.</summary>
        public long Total { get; set; }

        public double F1 => 2.0 * Hits / Total;
    }
}
