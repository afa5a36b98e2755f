namespace Landfall.Domain.Signing;

/// <summary>Signs with a key that need not be in this process: a file's locally, a vault's in Azure.</summary>
public interface ISigner
{
    /// <summary>SHA-256 of the key's SubjectPublicKeyInfo, 64 lower-case hexadecimal digits.</summary>
    string KeyId { get; }

    /// <summary>ECDSA P-256 with SHA-256 over <paramref name="message"/>, as an ASN.1 DER sequence (RFC 3279).</summary>
    Task<byte[]> Sign(ReadOnlyMemory<byte> message, CancellationToken cancellation = default);
}
