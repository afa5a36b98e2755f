using System.Globalization;
using System.Text;

namespace Landfall.Hosting.Pages;

/// <summary>
/// Text from people, made safe to show: characters that a browser would obey rather than show (controls, and those that
/// turn the direction of writing) are written as their code, so that what is read is what is there.
/// </summary>
public static class SafeText
{
    /// <summary>For element content and for quoted attribute values.</summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            Append(safe, rune);

        return safe.ToString();
    }

    private static void Append(StringBuilder safe, Rune rune)
    {
        switch (rune.Value)
        {
            case '&':
                safe.Append("&amp;");
                break;
            case '<':
                safe.Append("&lt;");
                break;
            case '>':
                safe.Append("&gt;");
                break;
            case '"':
                safe.Append("&quot;");
                break;
            case '\'':
                safe.Append("&#39;");
                break;
            case '\n' or '\t':
                safe.Append((char)rune.Value);
                break;
            case '\r':
                break;
            default:
                if (IsInvisible(rune))
                    safe.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
                else
                    safe.Append(rune.ToString());
                break;
        }
    }

    /// <summary>Joiners (U+200C, U+200D) stay: scripts and emoji need them, and they turn nothing around.</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => false,
    };
}
