using Landfall.Hosting.Signing.Vault;
using Microsoft.Extensions.Configuration;

namespace Landfall.Hosting.Signing;

/// <summary>Where an app's keys are: a folder on this machine, or a vault. Exactly one of the two.</summary>
internal sealed record SigningSettings(string? KeyFolder, Uri? KeyVault)
{
    private const string Folder = "Signing:KeyFolder";
    private const string Vault = "Signing:KeyVault";

    /// <exception cref="InvalidOperationException">Neither or both are set, or the vault's address is none.</exception>
    public static SigningSettings Of(IConfiguration configuration)
    {
        var (folder, vault) = (configuration[Folder], configuration[Vault]);
        return (string.IsNullOrWhiteSpace(folder), string.IsNullOrWhiteSpace(vault)) switch
        {
            (false, true) => new(folder, null),
            (true, false) => new(null, KeyVaultAddress.Parse(vault!, Vault)),
            (true, true) => throw new InvalidOperationException(
                $"{Folder} or {Vault} must be set: a folder that only this app can read, or a vault's address."),
            _ => throw new InvalidOperationException(
                $"{Folder} and {Vault} are both set; an app has its keys in one place. Take one of them away."),
        };
    }
}
