namespace Landfall.Domain.Documents.Reading;

/// <summary>The word an author probably meant.</summary>
internal static class DidYouMean
{
    /// <summary>A hint with the nearest known word, or an empty text when none is near.</summary>
    public static string Hint(string written, IEnumerable<string> known) =>
        Nearest(written, known) is { } word ? $"Did you mean '{word}'?" : "";

    private static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length > 64)
            return null;
        var (word, distance) = known
            .Select(candidate => (candidate, Distance(written.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .DefaultIfEmpty((null!, int.MaxValue))
            .MinBy(pair => pair.Item2);
        return distance <= Math.Max(1, written.Length / 3) ? word : null;
    }

    // Edits between two words, a swap of neighbours counted as one (optimal string alignment).
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            rows[0, j] = j;

        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var change = from[i - 1] == to[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[from.Length, to.Length];
    }
}
