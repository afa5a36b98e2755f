namespace Landfall.Domain.Evaluation;

/// <summary>What a yes-or-no model said about the rows of a holdout, in the order of the rows.</summary>
/// <param name="Labels">The truth: 0 or 1.</param>
/// <param name="Predicted">The model's decision: 0 or 1.</param>
/// <param name="Scores">The model's score, larger for likelier; null when the model gives none. Where all lie in [0, 1]
/// they are taken for probabilities.</param>
public sealed record BinaryRows(int[] Labels, int[] Predicted, double[]? Scores = null) : IRows<BinaryRows>
{
    /// <inheritdoc/>
    public int Count => Labels.Length;

    /// <summary>The first row whose score is no probability, or -1.</summary>
    internal int NoProbabilityAt { get; } =
        Scores is null ? -1 : Array.FindIndex(Scores, score => score is < 0 or > 1);

    BinaryRows IRows<BinaryRows>.At(int[] rows) =>
        new(rows.Pick(Labels), rows.Pick(Predicted), Scores is null ? null : rows.Pick(Scores));

    void IRows<BinaryRows>.Check(string who)
    {
        ArgumentNullException.ThrowIfNull(Labels);
        ArgumentNullException.ThrowIfNull(Predicted);
        RowsCheck.SameLength(who, "predictions", Labels.Length, Predicted.Length);
        RowsCheck.NoneIs(Labels, label => label is not (0 or 1), who, "label", "0 or 1");
        RowsCheck.NoneIs(Predicted, label => label is not (0 or 1), who, "prediction", "0 or 1");
        if (Scores is null)
            return;
        RowsCheck.SameLength(who, "scores", Labels.Length, Scores.Length);
        RowsCheck.NoneIs(Scores, score => !double.IsFinite(score), who, "score", "a finite number");
    }

    int IRows<BinaryRows>.FirstOtherLabel(BinaryRows other) => Labels.AsSpan().CommonPrefixLength(other.Labels);
}
