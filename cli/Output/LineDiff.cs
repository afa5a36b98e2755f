namespace Landfall.Cli.Output;

/// <summary>How one text became another, line by line: the longest common lines stay, the others go or come.</summary>
internal static class LineDiff
{
    /// <returns>Lines that begin with <c>-</c>, <c>+</c> or a blank, with a few unchanged ones around each change.</returns>
    public static IReadOnlyList<string> Of(string before, string after, int around = 2)
    {
        var (old, now) = (before.TrimEnd().Split('\n'), after.TrimEnd().Split('\n'));
        var all = Walk(old, now, Lengths(old, now));
        var shown = new bool[all.Count];
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i][0] == ' ')
                continue;
            for (var near = Math.Max(0, i - around); near <= Math.Min(all.Count - 1, i + around); near++)
                shown[near] = true;
        }

        return [.. all.Where((_, i) => shown[i])];
    }

    /// <summary>Length of the longest common lines from each pair of places to the end.</summary>
    private static int[,] Lengths(string[] old, string[] now)
    {
        var lengths = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                lengths[i, j] = old[i] == now[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }

    private static List<string> Walk(string[] old, string[] now, int[,] lengths)
    {
        var (lines, i, j) = (new List<string>(), 0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                lines.Add($"  {old[i++]}");
                j++;
            }
            else if (j == now.Length || (i < old.Length && lengths[i + 1, j] >= lengths[i, j + 1]))
            {
                lines.Add($"- {old[i++]}");
            }
            else
            {
                lines.Add($"+ {now[j++]}");
            }
        }

        return lines;
    }
}
