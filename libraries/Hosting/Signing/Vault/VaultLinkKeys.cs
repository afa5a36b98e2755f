using System.Security.Cryptography;
using Landfall.Signing;

namespace Landfall.Hosting.Signing.Vault;

/// <summary>Links sealed in the vault, so that no app holds a secret that could make them.</summary>
internal sealed class VaultLinkKeys(VaultKey key, string purpose) : ILinkKeys
{
    public string Purpose => purpose;

    public async ValueTask<string> CurrentKey(CancellationToken cancellation) => (await key.Current(cancellation)).Version;

    /// <exception cref="KeyVaultException">The vault refuses, or does not answer; the next link takes the key of then.</exception>
    public async ValueTask<byte[]> Seal(string keyId, byte[] head, CancellationToken cancellation)
    {
        try
        {
            return await key.Sign(keyId, SHA256.HashData(head), cancellation);
        }
        catch (KeyVaultException)
        {
            key.Forget();
            throw;
        }
    }

    public async ValueTask<bool> Fits(string keyId, byte[] head, byte[] seal, CancellationToken cancellation) =>
        await key.Find(keyId, cancellation) is { } version && version.Verify(head, seal);
}
