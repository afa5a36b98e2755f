namespace Landfall.Domain.Evaluation;

/// <summary>Predictions of one model, row by row. Each task has its own columns; slicing is the same for all.</summary>
internal interface IRows<TSelf>
    where TSelf : class, IRows<TSelf>
{
    /// <summary>Rows of the holdout.</summary>
    int Count { get; }

    /// <summary>The same for the rows of each slice.</summary>
    TSelf[] Split(SliceGroups groups);

    /// <exception cref="ArgumentException">Columns differ in length, or a value cannot be.</exception>
    void Check(string who);

    /// <summary>How many labels agree from the first on; the number of rows when all do.</summary>
    int FirstOtherLabel(TSelf other);
}
