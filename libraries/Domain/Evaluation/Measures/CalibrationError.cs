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
        var unbiased = Means.Unbiased(rows.Count);
        var influence = new double[rows.Count];
        for (var i = 0; i < rows.Count; i++)
            influence[i] = unbiased
                * (Math.Sign(gaps[Bin(rows.Scores![i])]) * (rows.Labels[i] - rows.Scores[i]) - error);
        return new(error, rows.Count, new RowInfluence(influence));
    }

    private static int Bin(double score) => Math.Min(Bins - 1, (int)(score * Bins));
}
