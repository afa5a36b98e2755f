using Landfall.Domain.Signing;

namespace Landfall.Signing;

/// <summary>Checks with public keys that are asked for each time, because they are replaced while apps run.</summary>
public sealed class SignatureCheck(IPublicKeys keys) : ISignatureCheck
{
    public async Task<string?> Problem(
        ReadOnlyMemory<byte> message, KeySignature signature, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(signature);
        TrustedKeys trusted;
        try
        {
            trusted = TrustedKeys.FromPem(await keys.Pem(cancellation));
        }
        catch (Exception unreadable) when (unreadable is IOException or FormatException)
        {
            return $"the public keys cannot be read: {unreadable.Message}";
        }

        if (!trusted.Knows(signature.KeyId))
            return $"key {signature.KeyId} is none of those that count ({string.Join(", ", trusted.KeyIds)})";
        return trusted.Verify(signature.KeyId, message.ToArray(), signature.Value)
            ? null
            : $"it was not made by key {signature.KeyId} over this entry of this run";
    }
}
