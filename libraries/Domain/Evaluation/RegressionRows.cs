namespace Landfall.Domain.Evaluation;

/// <summary>What a model of a number said about the rows of a holdout, in the order of the rows.</summary>
/// <param name="Labels">The true numbers, finite.</param>
/// <param name="Predicted">The model's numbers, finite, in the unit of the labels.</param>
public sealed record RegressionRows(double[] Labels, double[] Predicted) : IRows<RegressionRows>
{
    /// <inheritdoc/>
    public int Count => Labels.Length;

    RegressionRows[] IRows<RegressionRows>.Split(SliceGroups groups) =>
        [.. groups.Split(Labels).Zip(groups.Split(Predicted), (labels, others) => new RegressionRows(labels, others))];

    void IRows<RegressionRows>.Check(string who)
    {
        ArgumentNullException.ThrowIfNull(Labels);
        ArgumentNullException.ThrowIfNull(Predicted);
        RowsCheck.SameLength(who, "predictions", Labels.Length, Predicted.Length);
        RowsCheck.NoneIs(Labels, label => !double.IsFinite(label), who, "label", "a finite number");
        RowsCheck.NoneIs(Predicted, label => !double.IsFinite(label), who, "prediction", "a finite number");
    }

    int IRows<RegressionRows>.FirstOtherLabel(RegressionRows other) =>
        Labels.AsSpan().CommonPrefixLength(other.Labels);
}
