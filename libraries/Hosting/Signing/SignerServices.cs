using Azure.Core;
using Azure.Identity;
using Landfall.Domain.Signing;
using Landfall.Hosting.Signing.Vault;
using Landfall.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Landfall.Hosting.Signing;

/// <summary>
/// The keys of one purpose, such as <c>versions</c>: in a vault (<c>Signing:KeyVault</c>) the key
/// <c>landfall-{purpose}</c>, otherwise files of a folder (<c>Signing:KeyFolder</c>), made on first use.
/// </summary>
public static class SignerServices
{
    /// <summary>Signs. In a folder, the public half is written beside the key as <c>{purpose}.pub.pem</c>.</summary>
    public static IServiceCollection AddLandfallSigner(
        this IServiceCollection services, IConfiguration configuration, string purpose)
    {
        SigningSettings.Require(services, configuration);
        return services.AddSingleton<ISigner>(provider => Settings(provider) is { Vault: { } vault }
            ? new VaultSigner(Key(provider, vault, purpose))
            : Open(Settings(provider).KeyFolder!, purpose));
    }

    /// <summary>The public half of what <see cref="AddLandfallSigner"/> signs with, for an app that checks its own signatures.</summary>
    public static IServiceCollection AddLandfallOwnKeys(this IServiceCollection services, string purpose) =>
        services.AddSingleton<IPublicKeys>(provider => Settings(provider) is { Vault: { } vault }
            ? new VaultPublicKeys(Key(provider, vault, purpose), KeyName(purpose))
            : new OwnKey(Open(Settings(provider).KeyFolder!, purpose)));

    /// <summary>Personal links of one purpose.</summary>
    public static IServiceCollection AddLandfallLinks(
        this IServiceCollection services, IConfiguration configuration, string purpose)
    {
        SigningSettings.Require(services, configuration);
        return services.AddSingleton(provider => Links(provider, purpose, purpose));
    }

    /// <summary>
    /// Links of one more purpose, a keyed service of its name. In a folder they have keys of their own. A vault keeps one key
    /// for each app, which seals both: the purpose stands under the seal, so that neither opens the other's.
    /// </summary>
    /// <param name="besides">The purpose whose key in the vault it is.</param>
    public static IServiceCollection AddLandfallLinks(
        this IServiceCollection services, IConfiguration configuration, string purpose, string besides)
    {
        SigningSettings.Require(services, configuration);
        return services.AddKeyedSingleton(purpose, (provider, _) => Links(provider, purpose, besides));
    }

    /// <summary>Whose signatures count, for an app that checks and does not sign.</summary>
    /// <param name="source">Its validated options: a file of public keys, or a vault.</param>
    public static IServiceCollection AddLandfallPublicKeys(
        this IServiceCollection services, string purpose, Func<IServiceProvider, PublicKeySource> source) =>
        services.AddSingleton<IPublicKeys>(provider =>
        {
            var from = source(provider);
            return string.IsNullOrWhiteSpace(from.Vault)
                ? new FilePublicKeys(from.File, $"{from.Section}__TrustedKeysFile")
                : new VaultPublicKeys(
                    Key(provider, KeyVaultAddress.Parse(from.Vault, $"{from.Section}:TrustedKeysVault"), purpose),
                    KeyName(purpose));
        });

    private static LinkTokens Links(IServiceProvider provider, string purpose, string inVault) => new(
        Settings(provider) is { Vault: { } vault }
            ? new VaultLinkKeys(Key(provider, vault, inVault), purpose)
            : new LocalKeyStore(Settings(provider).KeyFolder!).LinkKeys(purpose),
        provider.GetRequiredService<TimeProvider>());

    private static SigningSettings Settings(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SigningSettings>>().Value;

    private static string KeyName(string purpose) => $"landfall-{purpose}";

    private static VaultKey Key(IServiceProvider provider, Uri vault, string purpose) => new(
        new KeyVaultClient(vault, provider.GetService<TokenCredential>() ?? new DefaultAzureCredential()),
        KeyName(purpose), provider.GetRequiredService<TimeProvider>());

    private static LocalSigner Open(string folder, string purpose)
    {
        var signer = new LocalKeyStore(folder).Signer(purpose);
        var published = Path.Combine(folder, $"{purpose}.pub.pem");
        if (!File.Exists(published) || File.ReadAllText(published) != signer.PublicKeyPem)
            Publish(published, signer.PublicKeyPem);
        return signer;
    }

    private sealed class OwnKey(LocalSigner signer) : IPublicKeys
    {
        public Task<string> Pem(CancellationToken cancellation) => Task.FromResult(signer.PublicKeyPem);
    }

    /// <summary>Moved into place, because someone may be reading it.</summary>
    private static void Publish(string path, string content)
    {
        var draft = $"{path}.{Guid.NewGuid():n}";
        File.WriteAllText(draft, content);
        File.Move(draft, path, overwrite: true);
    }
}
