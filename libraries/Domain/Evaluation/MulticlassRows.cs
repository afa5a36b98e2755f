namespace Landfall.Domain.Evaluation;

/// <summary>What a model with several classes said about the rows of a holdout, in the order of the rows.</summary>
/// <param name="Labels">The true classes.</param>
/// <param name="Predicted">The classes the model chose.</param>
/// <param name="LabelProbabilities">The probability the model gave to the row's true class, in [0, 1]; null when it gives
/// none.</param>
public sealed record MulticlassRows(string[] Labels, string[] Predicted, double[]? LabelProbabilities = null)
    : IRows<MulticlassRows>
{
    /// <inheritdoc/>
    public int Count => Labels.Length;

    MulticlassRows IRows<MulticlassRows>.At(int[] rows) => new(
        rows.Pick(Labels), rows.Pick(Predicted), LabelProbabilities is null ? null : rows.Pick(LabelProbabilities));

    void IRows<MulticlassRows>.Check(string who)
    {
        ArgumentNullException.ThrowIfNull(Labels);
        ArgumentNullException.ThrowIfNull(Predicted);
        RowsCheck.SameLength(who, "predictions", Labels.Length, Predicted.Length);
        RowsCheck.NoneIs(Labels, label => label is null, who, "label", "a class");
        RowsCheck.NoneIs(Predicted, label => label is null, who, "prediction", "a class");
        if (LabelProbabilities is null)
            return;
        RowsCheck.SameLength(who, "probabilities", Labels.Length, LabelProbabilities.Length);
        RowsCheck.NoneIs(LabelProbabilities, p => !(p >= 0 && p <= 1), who, "probability", "a number from 0 to 1");
    }

    int IRows<MulticlassRows>.FirstOtherLabel(MulticlassRows other) =>
        Labels.AsSpan().CommonPrefixLength(other.Labels);
}
