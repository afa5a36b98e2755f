namespace Landfall.Domain.Evaluation;

/// <summary>What a model with several classes said about the rows of a holdout, in the order of the rows.</summary>
/// <param name="Labels">The true classes.</param>
/// <param name="Predicted">The classes the model chose.</param>
public sealed record MulticlassRows(string[] Labels, string[] Predicted) : IRows<MulticlassRows>
{
    /// <inheritdoc/>
    public int Count => Labels.Length;

    MulticlassRows[] IRows<MulticlassRows>.Split(SliceGroups groups) =>
        [.. groups.Split(Labels).Zip(groups.Split(Predicted), (labels, others) => new MulticlassRows(labels, others))];

    void IRows<MulticlassRows>.Check(string who)
    {
        ArgumentNullException.ThrowIfNull(Labels);
        ArgumentNullException.ThrowIfNull(Predicted);
        RowsCheck.SameLength(who, "predictions", Labels.Length, Predicted.Length);
        RowsCheck.NoneIs(Labels, label => label is null, who, "label", "a class");
        RowsCheck.NoneIs(Predicted, label => label is null, who, "prediction", "a class");
    }

    int IRows<MulticlassRows>.FirstOtherLabel(MulticlassRows other) =>
        Labels.AsSpan().CommonPrefixLength(other.Labels);
}
