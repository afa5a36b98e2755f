namespace Landfall.Domain.Signing;

/// <summary>Names with <c>*</c> for any characters, none included.</summary>
public static class NamePattern
{
    public static bool Matches(string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(name);
        if (pattern.Split('*') is not [var first, .. var middle, var last])
            return pattern == name;
        if (name.Length < first.Length + last.Length || !name.StartsWith(first, StringComparison.Ordinal)
            || !name.EndsWith(last, StringComparison.Ordinal))
            return false;

        // Taking each part where it comes first leaves the most room for the others.
        var rest = name.AsSpan(first.Length, name.Length - first.Length - last.Length);
        foreach (var part in middle)
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
                return false;
            rest = rest[(at + part.Length)..];
        }

        return true;
    }
}
