namespace Landfall.Domain.Evaluation;

/// <summary>Where a row of the holdout is among the slices of a column.</summary>
/// <param name="Slice">The slice, from 0.</param>
/// <param name="Row">The row within the slice, from 0.</param>
internal readonly record struct RowSlot(int Slice, int Row);
