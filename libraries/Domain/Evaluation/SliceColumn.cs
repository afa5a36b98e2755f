using System.Runtime.InteropServices;

namespace Landfall.Domain.Evaluation;

/// <summary>A column whose values are judged one by one.</summary>
/// <param name="Name">The column.</param>
/// <param name="Values">Its value in each row of the holdout; null counts as a value of its own.</param>
public sealed record SliceColumn(string Name, string?[] Values)
{
    /// <summary>What a missing value is called.</summary>
    public const string Missing = "(missing)";

    // Beyond this nobody reads the report, and a key column was probably named by mistake.
    private const int MostValues = 10_000;

    internal SliceGroups Groups(int rows)
    {
        if (Values.Length != rows)
            throw new ArgumentException(
                $"The slice column '{Name}' has {Values.Length:N0} values for {rows:N0} rows. Expected one for each row.");
        var slots = new RowSlot[rows];
        var slices = new Dictionary<string, int>(StringComparer.Ordinal);
        var (values, counts) = (new List<string>(), new List<int>());
        for (var i = 0; i < rows; i++)
        {
            ref var slice = ref CollectionsMarshal.GetValueRefOrAddDefault(slices, Values[i] ?? Missing, out var known);
            if (!known)
            {
                slice = values.Count;
                values.Add(Values[i] ?? Missing);
                counts.Add(0);
            }

            slots[i] = new(slice, counts[slice]++);
        }

        if (values.Count > MostValues)
            throw new ArgumentException(
                $"The slice column '{Name}' has {values.Count:N0} different values. Expected at most {MostValues:N0}; "
                + "choose a coarser column.");
        return new(values, counts, slots);
    }
}
