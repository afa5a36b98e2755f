using System.Globalization;

namespace Landfall.Domain.Explanations;

/// <summary>How sentences are put together.</summary>
internal static class Words
{
    private const int ShownOfDigest = 12;

    public static string At(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "an unknown time";

    public static string Lower(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    public static string Capital(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    /// <summary>With its full stop, whoever wrote it.</summary>
    public static string Sentence(string text) => Capital(text.Trim()) is var whole && whole is [.., '.' or '!' or '?'] ? whole : $"{whole}.";

    public static string Short(string digest)
    {
        var hex = digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return hex.Length <= ShownOfDigest ? hex : hex[..ShownOfDigest];
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
