using System.Security.Cryptography;
using Landfall.Domain.Signing;
using Landfall.Signing;

namespace Landfall.Hosting.Signing.Vault;

/// <summary>Signs in the vault: the private key never leaves it, and only digests go there.</summary>
internal sealed class VaultSigner(VaultKey key) : ISigner
{
    private const int Forbidden = 403;
    private const int NotFound = 404;

    public async ValueTask<string> CurrentKey(CancellationToken cancellation = default) => (await key.Current(cancellation)).KeyId;

    /// <exception cref="KeyVaultException">The vault refuses, or does not answer.</exception>
    public async Task<KeySignature> Sign(ReadOnlyMemory<byte> message, CancellationToken cancellation = default)
    {
        var digest = SHA256.HashData(message.Span);
        var version = await key.Current(cancellation);
        try
        {
            return await Sign(version, digest, cancellation);
        }
        catch (KeyVaultException refused) when (refused.Status is Forbidden or NotFound)
        {
            // Perhaps it was withdrawn since it was looked up, and another has taken its place.
            key.Forget();
            var newer = await key.Current(cancellation);
            if (newer.Version == version.Version)
                throw;
            return await Sign(newer, digest, cancellation);
        }
    }

    private async Task<KeySignature> Sign(KeyVersion version, byte[] digest, CancellationToken cancellation) =>
        new(version.KeyId, EcdsaKey.ToDer(await key.Sign(version.Version, digest, cancellation)));
}
