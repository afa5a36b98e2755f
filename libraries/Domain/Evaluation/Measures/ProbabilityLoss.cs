namespace Landfall.Domain.Evaluation.Measures;

/// <summary>Losses that take the score for a probability.</summary>
internal static class ProbabilityLoss
{
    // One row that was called impossible must not make the mean infinite.
    private const double Smallest = 1e-15;

    /// <summary>−ln of the probability of what came true, in nats, probabilities kept above 1e-15.</summary>
    public static Measured Log(BinaryRows rows) => Of(rows, (label, score) =>
        -Math.Log(Math.Max(Smallest, label == 1 ? score : 1 - score)));

    /// <summary>The squared distance of the probability from what came true (Brier, 1950).</summary>
    public static Measured Brier(BinaryRows rows) => Of(rows, (label, score) => (score - label) * (score - label));

    /// <summary>Why the scores are no probabilities, or null.</summary>
    public static string? Missing(BinaryRows rows) => rows switch
    {
        { Scores: null } => "the model gives no scores",
        { NoProbabilityAt: >= 0 and var at } => $"scores are no probabilities: row {at:N0} (from 0) has {rows.Scores[at]}",
        _ => null,
    };

    private static Measured Of(BinaryRows rows, Func<int, double, double> loss)
    {
        if (Missing(rows) is { } reason)
            return Measured.None(reason, rows.Count);
        var losses = new double[rows.Count];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = loss(rows.Labels[i], rows.Scores![i]);
        return Means.Of(losses);
    }
}
