using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Landfall.Signing;

/// <summary>
/// Makes and reads the tokens in personal links: <c>lf1.purpose.key-id.claim.mac</c>, the last two in base64url.
/// The MAC covers everything before it.
/// </summary>
public sealed class LinkTokens(LinkKeyRing keys, TimeProvider clock)
{
    /// <summary>Longest token read, in characters; anything longer is refused unread.</summary>
    public const int MaxLength = 4096;

    private const string Scheme = "lf1";

    /// <summary>A token for this person and decision that ends at <paramref name="expiresAt"/>.</summary>
    /// <exception cref="ArgumentException">The claim is too long for a link.</exception>
    public string Issue(string approvalId, string person, string scope, DateTimeOffset expiresAt)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var claim = new LinkClaim(approvalId, person, scope, expiresAt, nonce);
        var payload = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claim, LinkJson.Default.LinkClaim));
        var head = $"{Scheme}.{keys.Purpose}.{keys.Current}.{payload}";
        var token = $"{head}.{Base64Url.EncodeToString(keys.Mac(keys.Current, Encoding.ASCII.GetBytes(head)))}";
        return token.Length <= MaxLength
            ? token
            : throw new ArgumentException($"the claim makes a token of {token.Length} characters; at most {MaxLength} fit");
    }

    public LinkReading Read(string? token)
    {
        if (token is null or { Length: 0 or > MaxLength } || !Ascii.IsValid(token)
            || token.Split('.') is not [Scheme, var purpose, var keyId, var payload, var mac])
            return Refuse(LinkRefusal.Malformed, "the link is incomplete; open it again from the message, in full");
        if (purpose != keys.Purpose)
            return Refuse(LinkRefusal.OtherPurpose, "the link was made for something else; use the one for this decision");

        var expected = keys.Mac(keyId, Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]));
        if (expected is null || !IsWritten(expected, mac))
            return Refuse(LinkRefusal.Forged, "the link was altered or its key was withdrawn; ask for a new one");
        if (Claim(payload) is not { } claim)
            return Refuse(LinkRefusal.Malformed, "the link's content cannot be read; ask for a new one");
        return claim.ExpiresAt <= clock.GetUtcNow()
            ? Refuse(LinkRefusal.Expired, $"the link expired at {claim.ExpiresAt:u}; ask for a new one")
            : new(claim, null, "");
    }

    private static LinkReading Refuse(LinkRefusal refusal, string message) => new(null, refusal, message);

    /// <summary>As text, because base64 can write the same bytes in several ways and only ours is the link we made.</summary>
    private static bool IsWritten(byte[] mac, string text) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Base64Url.EncodeToString(mac)), Encoding.ASCII.GetBytes(text));

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var written)
            ? bytes[..written]
            : null;
    }

    private static LinkClaim? Claim(string payload)
    {
        try
        {
            return Decode(payload) is { } json ? JsonSerializer.Deserialize(json, LinkJson.Default.LinkClaim) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
