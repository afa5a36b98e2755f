namespace Landfall.Domain.Evaluation.Measures;

/// <summary>
/// The expected calibration error over ten bins of equal width: Σ |rows that came true − sum of their probabilities| / n
/// (Naeini, Cooper and Hauskrecht, 2015, AAAI). Noise alone makes it positive, so it is an upper estimate in small data.
/// </summary>
internal static class CalibrationError
{
    private const int Bins = 10;

    public static Measured Of(BinaryRows rows)
    {
        if (ProbabilityLoss.Missing(rows) is { } reason)
            return Measured.None(reason, rows.Count);
        if (rows.Count < 2)
            return Measured.None($"it needs at least two rows, there are {rows.Count}", rows.Count);

        var gaps = new double[Bins];
        for (var i = 0; i < rows.Count; i++)
            gaps[Bin(rows.Scores![i])] += rows.Labels[i] - rows.Scores[i];
        var error = gaps.Sum(Math.Abs) / rows.Count;
        var (signs, unbiased) = (Array.ConvertAll(gaps, Math.Sign), Means.Unbiased(rows.Count));
        var squares = 0.0;
        for (var i = 0; i < rows.Count; i++)
        {
            var influence = Influence(i);
            squares += influence * influence;
        }

        return new(error, rows.Count, new RowInfluence(rows.Count, squares, () => [.. Enumerable.Range(0, rows.Count).Select(Influence)]));

        double Influence(int row) =>
            unbiased * ((signs[Bin(rows.Scores![row])] * (rows.Labels[row] - rows.Scores[row])) - error);
    }

    private static int Bin(double score) => Math.Min(Bins - 1, (int)(score * Bins));
}
