using System.Text.RegularExpressions;

namespace Landfall.Domain.Training;

/// <summary>Finds the last line of a log that says how far its program is. Pure.</summary>
public static partial class ProgressLine
{
    private const int Longest = 160;

    /// <returns>
    /// The last line with a percentage (<c>40 % of rows</c>, <c>40 second pass</c>) or a count of a whole
    /// (<c>epoch 3/10</c>); null when there is none.
    /// </returns>
    public static string? Last(string log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var line = log.Split('\n').Select(line => line.Trim()).LastOrDefault(line => Shape().IsMatch(line));
        return line is { Length: > Longest } ? line[..Longest] + "…" : line;
    }

    [GeneratedRegex(@"^(100|\d{1,2})(\.\d+)? \S|\b\d{1,3}(\.\d+)? ?%|\b\d+ ?/ ?\d+\b|\b\d+ of \d+\b")]
    private static partial Regex Shape();
}
