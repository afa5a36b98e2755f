using Landfall.Hosting.Signing.Vault;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Landfall.Hosting.Signing;

/// <summary>Where an app's keys are: a folder on this machine, or a vault. Exactly one of the two.</summary>
internal sealed class SigningSettings
{
    public string? KeyFolder { get; set; }

    public string? KeyVault { get; set; }

    /// <summary>The vault, if the keys are in one.</summary>
    public Uri? Vault => string.IsNullOrWhiteSpace(KeyVault) ? null : new(KeyVault);

    /// <summary>Checked with the app's other settings when it starts, so that all gaps are told at once.</summary>
    public static void Require(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SigningSettings>, Validator>());
        services.AddOptions<SigningSettings>().Bind(configuration.GetSection("Signing")).ValidateOnStart();
    }

    private sealed class Validator : IValidateOptions<SigningSettings>
    {
        private const string Folder = "Signing:KeyFolder";
        private const string Vault = "Signing:KeyVault";

        public ValidateOptionsResult Validate(string? name, SigningSettings options) =>
            (string.IsNullOrWhiteSpace(options.KeyFolder), string.IsNullOrWhiteSpace(options.KeyVault)) switch
            {
                (false, true) => ValidateOptionsResult.Success,
                (true, false) => KeyVaultAddress.IsOne(options.KeyVault!)
                    ? ValidateOptionsResult.Success
                    : ValidateOptionsResult.Fail(KeyVaultAddress.Problem(options.KeyVault!, Vault)),
                (true, true) => ValidateOptionsResult.Fail(
                    $"{Folder} or {Vault} must be set: a folder that only this app can read, or a vault's address."),
                _ => ValidateOptionsResult.Fail(
                    $"{Folder} and {Vault} are both set; an app has its keys in one place. Take one of them away."),
            };
    }
}
