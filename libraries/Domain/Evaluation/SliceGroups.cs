namespace Landfall.Domain.Evaluation;

/// <summary>The rows of a holdout by their value of a column. Slices have numbers from 0 in the order in which they occur.</summary>
/// <param name="Values">The value of each slice.</param>
/// <param name="Rows">How many rows each slice has.</param>
/// <param name="Slots">Where each row of the holdout is.</param>
internal sealed record SliceGroups(IReadOnlyList<string> Values, IReadOnlyList<int> Rows, RowSlot[] Slots)
{
    /// <summary>The slices, those with most rows first.</summary>
    public IEnumerable<int> LargestFirst => Enumerable.Range(0, Values.Count)
        .OrderByDescending(slice => Rows[slice]).ThenBy(slice => Values[slice], StringComparer.Ordinal);

    /// <summary>Deals the rows of a column out to the slices, in one pass; each keeps their order.</summary>
    public T[][] Split<T>(T[] column)
    {
        T[][] parts = [.. Rows.Select(n => GC.AllocateUninitializedArray<T>(n))];
        for (var i = 0; i < column.Length; i++)
            parts[Slots[i].Slice][Slots[i].Row] = column[i];
        return parts;
    }
}
