using Landfall.Hosting.Signing.Vault;

namespace Landfall.Hosting.Signing;

/// <summary>Where an app that checks signatures finds the public keys: exactly one of file and vault.</summary>
/// <param name="Section">The app's section of settings, for messages.</param>
public sealed record PublicKeySource(string Section, string File, string Vault)
{
    /// <summary>Adds what is wrong with it to the gaps of the app's options.</summary>
    public void Check(SettingGaps gaps)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        gaps.Require(
            string.IsNullOrWhiteSpace(File) != string.IsNullOrWhiteSpace(Vault), "TrustedKeysFile",
            $"set, or else {Section}:TrustedKeysVault: a file with the public keys that versions are signed with, or the "
            + "address of the vault that signs them");
        gaps.Require(
            string.IsNullOrWhiteSpace(Vault) || KeyVaultAddress.IsOne(Vault), "TrustedKeysVault",
            "a vault's address, such as https://name.vault.azure.net/");
    }
}
