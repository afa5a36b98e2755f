using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Landfall.Signing;

/// <summary>
/// Makes and reads the tokens in personal links: <c>lf1.purpose.key-id.claim.seal</c>, the last two in base64url.
/// The seal covers everything before it.
/// </summary>
public sealed class LinkTokens(ILinkKeys keys, TimeProvider clock)
{
    /// <summary>Longest token read, in characters; anything longer is refused unread.</summary>
    public const int MaxLength = 4096;

    private const string Scheme = "lf1";

    /// <summary>A token for this person and decision that ends at <paramref name="expiresAt"/>.</summary>
    /// <exception cref="ArgumentException">The claim is too long for a link.</exception>
    public async ValueTask<string> Issue(
        string approvalId, string person, string scope, DateTimeOffset expiresAt, CancellationToken cancellation = default)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var claim = new LinkClaim(approvalId, person, scope, expiresAt, nonce);
        var payload = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claim, LinkJson.Default.LinkClaim));
        var key = await keys.CurrentKey(cancellation);
        var head = $"{Scheme}.{keys.Purpose}.{key}.{payload}";
        if (head.Length >= MaxLength)
            throw TooLong(head.Length);

        var seal = await keys.Seal(key, Encoding.ASCII.GetBytes(head), cancellation);
        var token = $"{head}.{Base64Url.EncodeToString(seal)}";
        return token.Length <= MaxLength ? token : throw TooLong(token.Length);
    }

    public async ValueTask<LinkReading> Read(string? token, CancellationToken cancellation = default)
    {
        if (token is null or { Length: 0 or > MaxLength } || !Ascii.IsValid(token)
            || token.Split('.') is not [Scheme, var purpose, var keyId, var payload, var seal])
            return Refuse(LinkRefusal.Malformed, "the link is incomplete; open it again from the message, in full");
        if (purpose != keys.Purpose)
            return Refuse(LinkRefusal.OtherPurpose, "the link was made for something else; use the one for this decision");

        var head = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
        if (Written(seal) is not { } bytes || !await keys.Fits(keyId, head, bytes, cancellation))
            return Refuse(LinkRefusal.Forged, "the link was altered or its key was withdrawn; ask for a new one");
        if (Claim(payload) is not { } claim)
            return Refuse(LinkRefusal.Malformed, "the link's content cannot be read; ask for a new one");
        return claim.ExpiresAt <= clock.GetUtcNow()
            ? Refuse(LinkRefusal.Expired, $"the link expired at {claim.ExpiresAt:u}; ask for a new one")
            : new(claim, null, "");
    }

    private static LinkReading Refuse(LinkRefusal refusal, string message) => new(null, refusal, message);

    private static ArgumentException TooLong(int length) =>
        new($"the claim makes a token of {length} characters; at most {MaxLength} fit");

    /// <summary>The seal's bytes if the text is the one way we write them: base64 can write the same bytes in several.</summary>
    private static byte[]? Written(string seal) =>
        Decode(seal) is { } bytes && Base64Url.EncodeToString(bytes) == seal ? bytes : null;

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
