namespace Landfall.Domain.Evaluation.Measures;

/// <summary>Losses that take the score for a probability.</summary>
internal static class ProbabilityLoss
{
    // One row that was called impossible must not make the mean infinite.
    private const double Smallest = 1e-15;

    /// <summary>−ln of the probability of what came true, in nats, probabilities kept above 1e-15.</summary>
    public static Measured Log(BinaryRows rows) => Of<LogLoss>(rows);

    /// <summary>The squared distance of the probability from what came true (Brier, 1950).</summary>
    public static Measured Brier(BinaryRows rows) => Of<SquaredLoss>(rows);

    /// <summary>Why the scores are no probabilities, or null.</summary>
    public static string? Missing(BinaryRows rows) => rows switch
    {
        { Scores: null } => "the model gives no scores",
        { NoProbabilityAt: >= 0 and var at } => $"scores are no probabilities: row {at:N0} (from 0) has {rows.Scores[at]}",
        _ => null,
    };

    private static Measured Of<TLoss>(BinaryRows rows)
        where TLoss : ILoss
    {
        if (Missing(rows) is { } reason)
            return Measured.None(reason, rows.Count);
        var losses = new double[rows.Count];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = TLoss.Of(rows.Labels[i], rows.Scores![i]);
        return Means.Of(losses);
    }

    private interface ILoss
    {
        static abstract double Of(int label, double score);
    }

    private readonly struct LogLoss : ILoss
    {
        public static double Of(int label, double score) => -Math.Log(Math.Max(Smallest, label == 1 ? score : 1 - score));
    }

    private readonly struct SquaredLoss : ILoss
    {
        public static double Of(int label, double score) => (score - label) * (score - label);
    }
}
