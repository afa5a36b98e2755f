namespace Landfall.Domain.Evaluation;

/// <summary>What a yes-or-no model said about the rows of a holdout, in the order of the rows.</summary>
public sealed class BinaryRows : IRows<BinaryRows>
{
    private long[]? cells;
    private (BinaryRows Other, long[] Cells)? beside;

    /// <param name="labels">The truth: 0 or 1.</param>
    /// <param name="predicted">The model's decision: 0 or 1.</param>
    /// <param name="scores">The model's score, larger for likelier; null when the model gives none. Where all lie in [0, 1]
    /// they are taken for probabilities.</param>
    public BinaryRows(int[] labels, int[] predicted, double[]? scores = null)
    {
        (Labels, Predicted, Scores) = (labels, predicted, scores);
        NoProbabilityAt = scores is null ? -1 : Array.FindIndex(scores, score => score is < 0 or > 1);
    }

    /// <summary>The truth: 0 or 1.</summary>
    public int[] Labels { get; }

    /// <summary>The model's decision: 0 or 1.</summary>
    public int[] Predicted { get; }

    /// <summary>The model's scores; null when it gives none.</summary>
    public double[]? Scores { get; }

    /// <inheritdoc/>
    public int Count => Labels.Length;

    /// <summary>The first row whose score is no probability, or -1.</summary>
    internal int NoProbabilityAt { get; }

    /// <summary>Rows of each kind; counted once. Labels and decisions are checked before.</summary>
    internal long[] Cells => cells ??= Counted();

    /// <summary>Rows by their kind here and their kind for another model of the same rows: 4 × 4, row by row.</summary>
    internal long[] CellsBeside(BinaryRows other)
    {
        if (beside is { } known && ReferenceEquals(known.Other, other))
            return known.Cells;

        var both = new long[BinaryCells.Count * BinaryCells.Count];
        for (var i = 0; i < Labels.Length; i++)
            both[(BinaryCells.Of(Labels[i], Predicted[i]) * BinaryCells.Count) + BinaryCells.Of(Labels[i], other.Predicted[i])]++;
        beside = (other, both);
        return both;
    }

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

    private long[] Counted()
    {
        var counted = new long[BinaryCells.Count];
        for (var i = 0; i < Labels.Length; i++)
            counted[BinaryCells.Of(Labels[i], Predicted[i])]++;
        return counted;
    }
}
