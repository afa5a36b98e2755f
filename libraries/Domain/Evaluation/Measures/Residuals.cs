namespace Landfall.Domain.Evaluation.Measures;

/// <summary>Distances between predicted and true numbers.</summary>
internal static class Residuals
{
    /// <summary>The mean of |predicted − true|, in the unit of the label.</summary>
    public static Measured MeanAbsolute(RegressionRows rows) =>
        Means.Of([.. rows.Labels.Zip(rows.Predicted, (truth, said) => Math.Abs(said - truth))]);

    /// <summary>√ of the mean squared distance, in the unit of the label.</summary>
    public static Measured RootMeanSquare(RegressionRows rows)
    {
        var squares = Means.Of(Squares(rows));
        if (squares.Undefined is not null)
            return squares;
        var root = Math.Sqrt(squares.Value);

        // d√m = dm / 2√m; without any distance there is no spread either.
        return squares with
        {
            Value = root,
            Influence = new RowInfluence(
                Array.ConvertAll(((RowInfluence)squares.Influence).Each, value => root == 0 ? 0 : value / (2 * root))),
        };
    }

    /// <summary>R² = 1 − Σ (predicted − true)² / Σ (true − mean)²; negative when worse than the mean of the labels.</summary>
    public static Measured Determination(RegressionRows rows)
    {
        if (rows.Count < 2)
            return Measured.None($"it needs at least two rows, there are {rows.Count}", rows.Count);
        var mean = rows.Labels.Average();
        var spread = rows.Labels.Average(label => (label - mean) * (label - mean));
        if (spread == 0)
            return Measured.None($"all {rows.Count:N0} labels are {mean}", rows.Count);

        var squares = Squares(rows);
        var ratio = squares.Average() / spread;
        var unbiased = Means.Unbiased(rows.Count);
        for (var i = 0; i < squares.Length; i++)
        {
            var distance = rows.Labels[i] - mean;
            squares[i] = -unbiased * (squares[i] - ratio * distance * distance) / spread;
        }

        return new(1 - ratio, rows.Count, new RowInfluence(squares));
    }

    private static double[] Squares(RegressionRows rows) =>
        [.. rows.Labels.Zip(rows.Predicted, (truth, said) => (said - truth) * (said - truth))];
}
