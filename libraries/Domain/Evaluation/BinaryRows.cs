using Landfall.Domain.Evaluation.Measures;

namespace Landfall.Domain.Evaluation;

/// <summary>What a yes-or-no model said about the rows of a holdout, in the order of the rows.</summary>
public sealed class BinaryRows : IRows<BinaryRows>
{
    private readonly Lazy<ScoreOrder>? order;
    private long[]? cells;
    private (BinaryRows Other, long[] Cells)? beside;

    /// <param name="labels">The truth: 0 or 1.</param>
    /// <param name="predicted">The model's decision: 0 or 1.</param>
    /// <param name="scores">The model's score, larger for likelier; null when the model gives none. Where all lie in [0, 1]
    /// they are taken for probabilities.</param>
    public BinaryRows(int[] labels, int[] predicted, double[]? scores = null)
        : this(labels, predicted, scores, scores is null ? null : new(() => ScoreOrder.Of(scores, labels)))
    {
    }

    private BinaryRows(int[] labels, int[] predicted, double[]? scores, Lazy<ScoreOrder>? order)
    {
        (Labels, Predicted, Scores, this.order) = (labels, predicted, scores, order);
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

    /// <summary>The rows by their scores; sorted once, and for the slices dealt out from there. Only where there are scores.</summary>
    internal ScoreOrder Order => order!.Value;

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

    BinaryRows[] IRows<BinaryRows>.Split(SliceGroups groups)
    {
        var (labels, predicted) = (groups.Split(Labels), groups.Split(Predicted));
        if (Scores is null)
            return [.. labels.Zip(predicted, (truth, said) => new BinaryRows(truth, said))];
        var scores = groups.Split(Scores);
        var orders = new Lazy<ScoreOrder[]>(() => Order.Split(groups));
        return [.. labels.Select((_, slice) => new BinaryRows(labels[slice], predicted[slice], scores[slice], new(() => orders.Value[slice])))];
    }

    void IRows<BinaryRows>.Check(string who)
    {
        ArgumentNullException.ThrowIfNull(Labels);
        ArgumentNullException.ThrowIfNull(Predicted);
        RowsCheck.SameLength(who, "predictions", Labels.Length, Predicted.Length);
        RowsCheck.AllAreZeroOrOne(Labels, who, "label");
        RowsCheck.AllAreZeroOrOne(Predicted, who, "prediction");
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
