namespace Landfall.Domain.Signing;

/// <summary>Checks signatures of one purpose with the public keys that count now.</summary>
public interface ISignatureCheck
{
    /// <returns>Null when the signature holds; otherwise why it does not.</returns>
    Task<string?> Problem(ReadOnlyMemory<byte> message, KeySignature signature, CancellationToken cancellation);
}
