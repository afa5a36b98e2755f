namespace Landfall.Domain.Drift;

/// <summary>A column of words, small enough to keep: the most frequent values and all others together.</summary>
/// <param name="Rows">All rows, missing values included.</param>
/// <param name="Nulls">Rows without a value.</param>
/// <param name="Top">The most frequent values of the baseline; whatever is compared with it counts the same values, also
/// those that no longer occur.</param>
/// <param name="Other">Rows with any other value.</param>
public sealed record CategoryProfile(long Rows, long Nulls, IReadOnlyList<CategoryCount> Top, long Other)
{
    /// <summary>Values that are counted one by one.</summary>
    public const int Most = 50;

    /// <summary>The profile of a baseline.</summary>
    public static CategoryProfile Of(IReadOnlyCollection<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var top = values.Where(value => value is not null).GroupBy(value => value!, StringComparer.Ordinal)
            .Select(group => new CategoryCount(group.Key, group.LongCount()))
            .OrderByDescending(group => group.Count).ThenBy(group => group.Value, StringComparer.Ordinal).Take(Most);
        return On([.. top.Select(group => group.Value)], values);
    }

    /// <summary>The profile of other data by the values of this one, to be compared with it.</summary>
    public CategoryProfile Alike(IReadOnlyCollection<string?> values) => On([.. Top.Select(top => top.Value)], values);

    private static CategoryProfile On(IReadOnlyList<string> top, IReadOnlyCollection<string?> values)
    {
        var counts = top.ToDictionary(value => value, _ => 0L, StringComparer.Ordinal);
        var (nulls, other) = (0L, 0L);
        foreach (var value in values)
        {
            if (value is null)
                nulls++;
            else if (counts.TryGetValue(value, out var count))
                counts[value] = count + 1;
            else
                other++;
        }

        return new(values.Count, nulls, [.. top.Select(value => new CategoryCount(value, counts[value]))], other);
    }
}
