using Landfall.Domain.Signing;
using Landfall.Hosting;
using Landfall.Hosting.Signing;
using Landfall.Hosting.Signing.Vault;
using Landfall.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Landfall.Adapters.Tests.Signing.Vault;

public sealed class SigningSettingsTests
{
    private const string Address = "https://kv-lf-dev.vault.azure.net/";

    [Fact]
    public void With_a_vaults_address_the_vault_signs_seals_and_tells_whom_to_trust()
    {
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System)
            .AddLandfallSigner(With(("Signing:KeyVault", Address)), "versions")
            .AddLandfallLinks(With(("Signing:KeyVault", Address)), "approvals")
            .AddLandfallLinks(With(("Signing:KeyVault", Address)), "checks", besides: "approvals")
            .AddLandfallPublicKeys("versions", _ => new("Rollout", "", Address))
            .BuildServiceProvider();

        Assert.IsType<VaultSigner>(services.GetRequiredService<ISigner>());
        Assert.IsType<VaultPublicKeys>(services.GetRequiredService<IPublicKeys>());
        Assert.NotNull(services.GetRequiredService<LinkTokens>());
        Assert.NotSame(services.GetRequiredService<LinkTokens>(), services.GetRequiredKeyedService<LinkTokens>("checks"));
    }

    [Theory]
    [InlineData(null, null, "must be set")]
    [InlineData(" ", "", "must be set")]
    [InlineData("/keys", Address, "both set")]
    [InlineData(null, "http://kv.vault.azure.net/", "a vault's address")]
    [InlineData(null, "https://kv.vault.azure.net/keys/x", "a vault's address")]
    [InlineData(null, "https://kv.vault.azure.net:8443/", "a vault's address")]
    [InlineData(null, "https://me@kv.vault.azure.net/", "a vault's address")]
    [InlineData(null, "https://attacker.example.com/", "a vault's address")]
    [InlineData(null, "kv-lf-dev", "a vault's address")]
    public void Anything_else_than_one_good_place_for_keys_stops_the_start(string? folder, string? vault, string why)
    {
        var settings = With(("Signing:KeyFolder", folder), ("Signing:KeyVault", vault));

        using var services = new ServiceCollection()
            .AddLandfallSigner(settings, "versions").AddLandfallLinks(settings, "approvals").BuildServiceProvider();
        var refused = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(why, Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("/keys.pem", "", true)]
    [InlineData("", Address, true)]
    [InlineData("/keys.pem", Address, false)]
    [InlineData("", "https://attacker.example.com/", false)]
    public void An_app_that_checks_signatures_needs_one_place_of_public_keys(string file, string vault, bool good)
    {
        var gaps = new SettingGaps("Rollout");

        new PublicKeySource("Rollout", file, vault).Check(gaps);

        Assert.Equal(good, gaps.ToResult().Succeeded);
    }

    [Theory]
    [InlineData(Address, "https://vault.azure.net/.default")]
    [InlineData("https://kv.vault.azure.cn/", "https://vault.azure.cn/.default")]
    [InlineData("https://hsm.managedhsm.azure.net/", "https://managedhsm.azure.net/.default")]
    public void A_token_is_asked_for_the_cloud_that_the_vault_is_in(string vault, string scope) =>
        Assert.Equal(scope, KeyVaultAddress.Scope(new(vault)));

    private static IConfiguration With(params (string Name, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build();
}
