namespace Landfall.Domain.Landing;

/// <summary>Which past datasets a backfill means. Pure.</summary>
public static class BackfillRange
{
    /// <summary>The kind of trigger of the runs it gives.</summary>
    public const string Kind = "backfill";

    /// <summary>
    /// Those whose name below the prefix lies in the range, compared as texts, so that dated folders are in the order of
    /// time. Of a folder that was closed more than once, its newest content.
    /// </summary>
    /// <returns>In the order of their names: what is older runs first.</returns>
    public static IReadOnlyList<DatasetManifest> Of(
        IEnumerable<DatasetManifest> closed, string prefix, string? from, string? to)
    {
        return [.. Folders(closed, prefix, from, to).Select(folder => folder.MaxBy(dataset => dataset.ClosedAt)!)];
    }

    /// <summary>The same range with every content that its folders were closed with, oldest first in each.</summary>
    public static IReadOnlyList<DatasetManifest> Every(
        IEnumerable<DatasetManifest> closed, string prefix, string? from, string? to) =>
        [.. Folders(closed, prefix, from, to).SelectMany(folder => folder.OrderBy(dataset => dataset.ClosedAt))];

    private static IEnumerable<IGrouping<string, DatasetManifest>> Folders(
        IEnumerable<DatasetManifest> closed, string prefix, string? from, string? to)
    {
        ArgumentNullException.ThrowIfNull(closed);
        return closed
            .GroupBy(dataset => Short(dataset.Name, prefix), StringComparer.Ordinal)
            .Where(folder => from is null || string.CompareOrdinal(folder.Key, from) >= 0)
            .Where(folder => to is null || string.CompareOrdinal(folder.Key, to) <= 0
                || folder.Key.StartsWith($"{to}/", StringComparison.Ordinal))
            .OrderBy(folder => folder.Key, StringComparer.Ordinal);
    }

    /// <summary>What people call a dataset: its folder without the prefix of the pipeline.</summary>
    public static string Short(string name, string prefix)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name).Trim('/');
    }
}
