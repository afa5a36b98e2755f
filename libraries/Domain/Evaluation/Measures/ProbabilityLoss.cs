using System.Numerics;
using System.Runtime.InteropServices;

namespace Landfall.Domain.Evaluation.Measures;

/// <summary>Losses that take the score for a probability.</summary>
internal static class ProbabilityLoss
{
    // One row that was called impossible must not make the mean infinite.
    private const double Smallest = 1e-15;

    /// <summary>−ln of the probability of what came true, in nats, probabilities kept above 1e-15.</summary>
    public static Measured Log(BinaryRows rows)
    {
        if (Missing(rows) is { } reason)
            return Measured.None(reason, rows.Count);
        var losses = GC.AllocateUninitializedArray<double>(rows.Count);
        for (var i = 0; i < losses.Length; i++)
            losses[i] = Math.Max(Smallest, Math.Abs(1 - rows.Labels[i] - rows.Scores![i]));
        MinusLog(losses);
        return Means.Of(losses);
    }

    /// <summary>The squared distance of the probability from what came true (Brier, 1950).</summary>
    public static Measured Brier(BinaryRows rows)
    {
        if (Missing(rows) is { } reason)
            return Measured.None(reason, rows.Count);
        var losses = GC.AllocateUninitializedArray<double>(rows.Count);
        for (var i = 0; i < losses.Length; i++)
            losses[i] = (rows.Scores![i] - rows.Labels[i]) * (rows.Scores[i] - rows.Labels[i]);
        return Means.Of(losses);
    }

    /// <summary>Why the scores are no probabilities, or null.</summary>
    public static string? Missing(BinaryRows rows) => rows switch
    {
        { Scores: null } => "the model gives no scores",
        { NoProbabilityAt: >= 0 and var at } => $"scores are no probabilities: row {at:N0} (from 0) has {rows.Scores[at]}",
        _ => null,
    };

    private static void MinusLog(Span<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        foreach (ref var vector in vectors)
            vector = -Vector.Log(vector);
        foreach (ref var value in values[(vectors.Length * Vector<double>.Count)..])
            value = -Math.Log(value);
    }
}
