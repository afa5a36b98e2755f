namespace Landfall.Domain.Access;

/// <summary>Names of pipelines with <c>*</c> for any part, also an empty one.</summary>
public static class NamePattern
{
    private const int Longest = 64;

    public static bool IsValid(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return pattern.Length is > 0 and <= Longest
            && pattern.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '*');
    }

    /// <summary>Case counts, as it does in names. Takes at most pattern × name steps.</summary>
    public static bool Fits(string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(name);
        var (p, n, star, resume) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, resume) = (p++, n);
            else if (p < pattern.Length && pattern[p] == name[n])
                (p, n) = (p + 1, n + 1);
            else if (star >= 0)
                (p, n) = (star + 1, ++resume);
            else
                return false;
        }

        return pattern[p..].All(c => c == '*');
    }
}
