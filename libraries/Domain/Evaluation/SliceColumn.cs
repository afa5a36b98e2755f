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

    internal IEnumerable<(string Value, int[] Rows)> Groups(int rows)
    {
        if (Values.Length != rows)
            throw new ArgumentException(
                $"The slice column '{Name}' has {Values.Length:N0} values for {rows:N0} rows. Expected one for each row.");
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < rows; i++)
        {
            var key = Values[i] ?? Missing;
            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = [];
            group.Add(i);
        }

        if (groups.Count > MostValues)
            throw new ArgumentException(
                $"The slice column '{Name}' has {groups.Count:N0} different values. Expected at most {MostValues:N0}; "
                + "choose a coarser column.");
        return groups.OrderByDescending(g => g.Value.Count).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Value.ToArray()));
    }
}
