namespace Landfall.Contracts.Provenance;

/// <summary>One file of a dataset, a model or a job's input.</summary>
/// <param name="Name">Relative path with forward slashes, at most <see cref="MaxNameLength"/> characters.</param>
/// <param name="Size">Bytes, zero or more.</param>
/// <param name="Sha256">SHA-256 of the content: 64 lower-case hexadecimal digits, without prefix.</param>
public sealed record FileEntry(string Name, long Size, string Sha256)
{
    public const int MaxNameLength = 1024;

    /// <summary>
    /// What is wrong with a file name, or null. Names come from outside and become paths on a disk,
    /// so everything that could leave the folder or mean two things is refused.
    /// </summary>
    public static string? ProblemWithName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "a file name is empty";
        if (name.Length > MaxNameLength)
            return $"a file name has {name.Length} characters; at most {MaxNameLength} are allowed";
        if (name.AsSpan().ContainsAnyInRange('\0', '\x1f') || name.Contains('\x7f'))
            return $"file name '{Printable(name)}' contains a control character";
        if (name.Contains('\\'))
            return $"file name '{name}' contains a backslash; use forward slashes";
        if (name.StartsWith('/') || (name.Length > 1 && name[1] == ':'))
            return $"file name '{name}' is absolute; names are relative to their folder";
        foreach (var part in name.Split('/'))
            if (part is "" or "." or "..")
                return $"file name '{name}' has the part '{part}'; names may not leave their folder";
        return null;
    }

    /// <summary>What is wrong with this entry, or null.</summary>
    public string? Problem() =>
        ProblemWithName(Name)
        ?? (Size < 0 ? $"file '{Name}' has size {Size}; expected zero or more bytes" : null)
        ?? (ContentDigest.IsHex(Sha256) ? null : $"file '{Name}' has no SHA-256 of 64 lower-case hexadecimal digits");

    private static string Printable(string name) =>
        string.Create(name.Length, name, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(text[i]) ? '?' : text[i];
        });
}
