namespace Landfall.Domain.Policies;

/// <summary>Where images may come from.</summary>
public static class ImagePrefixes
{
    /// <summary>A prefix ends at a border of the name: registry.example must not allow registry.example.evil.</summary>
    public static bool Allow(IReadOnlyList<string> prefixes, string image)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        ArgumentNullException.ThrowIfNull(image);
        return prefixes.Any(prefix => image.StartsWith(prefix, StringComparison.Ordinal)
            && (prefix.EndsWith('/') || image.Length == prefix.Length || image[prefix.Length] is '/' or '@' or ':'));
    }
}
