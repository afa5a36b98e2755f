using System.Security.Cryptography;

namespace Landfall.Signing;

/// <summary>
/// The HMAC keys of one purpose. The first key signs, all of them verify: put a new key first, and take the old one
/// out when its last link has expired. Keys are separate per purpose, so one app cannot make another's links.
/// </summary>
public sealed class LinkKeyRing : ILinkKeys
{
    private const int KeyLength = 32;
    private readonly Dictionary<string, byte[]> _keys;
    private readonly string _current;

    private LinkKeyRing(string purpose, string current, Dictionary<string, byte[]> keys)
    {
        Purpose = purpose;
        _current = current;
        _keys = keys;
    }

    public string Purpose { get; }

    /// <summary>A new key as one line <c>id:base64</c>.</summary>
    public static string NewKey() =>
        $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}:"
        + $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength))}\n";

    /// <summary>Reads keys <c>id:base64</c>, parted by commas or line ends, the signing one first.</summary>
    /// <exception cref="FormatException">No key, a bad id, or a key of fewer than 32 bytes. Never shows a key.</exception>
    public static LinkKeyRing Parse(string purpose, string text)
    {
        if (!IsWord(purpose))
            throw new FormatException($"link purpose '{purpose}' may hold only letters, digits and '-'");
        Dictionary<string, byte[]> keys = new(StringComparer.Ordinal);
        string? current = null;
        foreach (var line in text.Split([',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':');
            var key = new byte[line.Length];
            if (colon <= 0 || !IsWord(line[..colon])
                || !Convert.TryFromBase64String(line[(colon + 1)..], key, out var length) || length < KeyLength)
                throw new FormatException(
                    $"link key {keys.Count + 1} for '{purpose}' is not id:base64 with at least {KeyLength} bytes");
            if (!keys.TryAdd(line[..colon], key[..length]))
                throw new FormatException($"link key id '{line[..colon]}' for '{purpose}' stands twice");
            current ??= line[..colon];
        }

        return new(purpose, current ?? throw new FormatException($"no link key for '{purpose}'"), keys);
    }

    public ValueTask<string> CurrentKey(CancellationToken cancellation) => ValueTask.FromResult(_current);

    public ValueTask<byte[]> Seal(string keyId, byte[] head, CancellationToken cancellation) =>
        ValueTask.FromResult(HMACSHA256.HashData(_keys[keyId], head));

    public ValueTask<bool> Fits(string keyId, byte[] head, byte[] seal, CancellationToken cancellation) =>
        ValueTask.FromResult(
            _keys.TryGetValue(keyId, out var key)
            && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, head), seal));

    private static bool IsWord(string text) =>
        text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
