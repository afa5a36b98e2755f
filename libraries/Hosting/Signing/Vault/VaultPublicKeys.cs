using Landfall.Domain.Signing;

namespace Landfall.Hosting.Signing.Vault;

/// <summary>The public halves of a vault's key, every enabled version: to withdraw one, disable it in the vault.</summary>
internal sealed class VaultPublicKeys(VaultKey key, string name) : IPublicKeys
{
    /// <exception cref="KeyVaultException">No version is enabled, or the vault does not answer.</exception>
    public async Task<string> Pem(CancellationToken cancellation)
    {
        // Asked anew: what was signed a moment ago, by a version made a moment before, must not be refused.
        var versions = await key.TrustedNow(cancellation);
        return versions.Count > 0
            ? string.Concat(versions.Select(version => version.Pem))
            : throw new KeyVaultException(
                0, $"No version of the key {name} is enabled, so no signature counts. Enable one, or rotate the key.");
    }
}
