using System.Globalization;
using System.Text;

namespace Landfall.Domain.Checks;

/// <summary>An answer as the other side sends it.</summary>
/// <param name="Conclusion"><c>success</c>, <c>failure</c>, <c>neutral</c> or <c>cancelled</c>.</param>
/// <param name="Summary">For people, at most <see cref="LongestSummary"/> characters.</param>
/// <param name="Url">Where more of it stands: https, at most <see cref="LongestUrl"/> characters; may be left out.</param>
public sealed record CheckReport(string? Conclusion, string? Summary, string? Url)
{
    public const int LongestSummary = 1000;
    public const int LongestUrl = 1000;

    /// <summary>What a body has to look like, for the error.</summary>
    public const string Expected =
        "{ \"conclusion\": \"success\", \"failure\", \"neutral\" or \"cancelled\", \"summary\": \"…\", \"url\": \"https://…\" }";

    /// <returns>The answer, or what is wrong with the report and what was expected.</returns>
    public (CheckAnswer? Answer, string? Problem) Read(string id, DateTimeOffset now)
    {
        CheckConclusion? conclusion = Conclusion switch
        {
            "success" => CheckConclusion.Success,
            "failure" => CheckConclusion.Failure,
            "neutral" => CheckConclusion.Neutral,
            "cancelled" => CheckConclusion.Cancelled,
            _ => null,
        };
        if (conclusion is not { } known)
            return (null, $"conclusion is missing or not known. Expected: {Expected}.");
        if (string.IsNullOrWhiteSpace(Summary) || Summary.Length > LongestSummary)
            return (null, $"summary must have 1 to {LongestSummary} characters; it has {Summary?.Length ?? 0}.");
        if (Url is { } url && !IsPage(url))
            return (null, $"url must be an absolute https address of at most {LongestUrl} characters, without a user in it.");

        return (new(id, known, OneLine(Summary), Url is null ? null : new Uri(Url).AbsoluteUri, now), null);
    }

    /// <summary>A user in an address makes it look like another host's.</summary>
    private static bool IsPage(string url) => url.Length <= LongestUrl
        && Uri.TryCreate(url, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps && page.UserInfo.Length == 0;

    /// <summary>It stands in the middle of sentences, in mails, records and terminals: one line, and nothing that steers it.</summary>
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            line.Append(Steers(rune) ? " " : rune.ToString());
        return string.Join(' ', line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool Steers(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator;
}
