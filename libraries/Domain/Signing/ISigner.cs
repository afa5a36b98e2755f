namespace Landfall.Domain.Signing;

/// <summary>Signs with a key that need not be in this process: a file's locally, a vault's in Azure.</summary>
public interface ISigner
{
    /// <summary>ECDSA P-256 with SHA-256 over <paramref name="message"/>.</summary>
    Task<KeySignature> Sign(ReadOnlyMemory<byte> message, CancellationToken cancellation = default);
}
