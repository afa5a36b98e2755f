using System.Security.Cryptography;

namespace Landfall.Contracts.Provenance;

/// <summary>Digests as Landfall writes them: <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
public static class ContentDigest
{
    public const string Prefix = "sha256:";
    private const int HexLength = 64;

    /// <summary>The digest of these bytes, with its prefix.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Prefix + HexOf(content);

    /// <summary>The digest of these bytes as bare hexadecimal digits, as manifests and in-toto subjects write it.</summary>
    public static string HexOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static bool IsHex(string? text) =>
        text is { Length: HexLength } && !text.AsSpan().ContainsAnyExcept("0123456789abcdef");

    public static bool IsDigest(string? text) =>
        text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && IsHex(text[Prefix.Length..]);
}
