using System.Text;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Signing;

namespace Landfall.Domain.Git;

/// <summary>
/// Landfall's signature under a commit's message, as its last trailer. A name can be typed by anybody; this says that the platform itself
/// wrote exactly this content, with this message, at this path.
/// </summary>
public static class CommitSeal
{
    public const string Trailer = "Landfall-Signature: ";

    /// <summary>What is signed.</summary>
    /// <param name="message">With all its other trailers.</param>
    public static byte[] Message(string path, string content, string message) => Encoding.UTF8.GetBytes(
        $"landfall commit v1\n{path}\n{ContentDigest.Of(Encoding.UTF8.GetBytes(content))}\n{message}");

    public static string Under(string message, KeySignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return $"{message}{Trailer}{signature.KeyId} {Convert.ToBase64String(signature.Value)}\n";
    }

    /// <returns>The message as it was signed, and the signature; null where there is none that can be read.</returns>
    public static (string Message, KeySignature Signature)? Read(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var at = message.LastIndexOf($"\n{Trailer}", StringComparison.Ordinal);
        if (at < 0 || message[(at + 1 + Trailer.Length)..].TrimEnd('\n').Split(' ') is not [var key, var text])
            return null;

        var value = new byte[text.Length];
        return Convert.TryFromBase64String(text, value, out var length) ? (message[..(at + 1)], new(key, value[..length])) : null;
    }
}
