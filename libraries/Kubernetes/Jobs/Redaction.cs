using System.Text.RegularExpressions;

namespace Landfall.Kubernetes.Jobs;

/// <summary>Takes secrets out of a program's words before they are kept or shown.</summary>
/// <param name="secrets">Values the program was given.</param>
internal sealed partial class Redaction(IEnumerable<string> secrets)
{
    private const string Gone = "***";

    /// <summary>Shorter values would take ordinary words with them.</summary>
    private const int Shortest = 4;

    // Also line by line: a key of several lines is seldom printed whole. The longest first: one may hold another.
    private readonly List<string> values =
    [
        .. secrets.SelectMany(secret => secret.Split('\n').Append(secret)).Select(value => value.Trim())
            .Where(value => value.Length >= Shortest).Distinct().OrderByDescending(value => value.Length),
    ];

    public string Apply(string text)
    {
        foreach (var value in values)
            text = text.Replace(value, Gone, StringComparison.Ordinal);

        return Named().Replace(text, match => match.Groups[1].Value + Gone);
    }

    [GeneratedRegex(
        @"(\bsig=|\bbearer\s+|(?:password|passwd|pwd|secret|token|api[-_]?key|account[-_]?key)[""']?\s*[=:]\s*)"
        + @"[^\s&;,]+",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
