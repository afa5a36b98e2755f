namespace Landfall.Domain.Signing;

/// <summary>Signs with a key that need not be in this process: a file's locally, a vault's in Azure.</summary>
public interface ISigner
{
    /// <summary>
    /// Id of the key that would sign now, so that one may ask before whether it counts. It may be replaced before the next
    /// question: a signature names its own.
    /// </summary>
    ValueTask<string> CurrentKey(CancellationToken cancellation = default);

    /// <summary>ECDSA P-256 with SHA-256 over <paramref name="message"/>.</summary>
    Task<KeySignature> Sign(ReadOnlyMemory<byte> message, CancellationToken cancellation = default);
}
