using Landfall.Hosting.Signing.Vault;
using Landfall.Signing;

namespace Landfall.Adapters.Tests.Signing.Vault;

public sealed class VaultLinkTests
{
    private readonly FakeVault vault = new();

    [Fact]
    public async Task A_link_sealed_by_the_vault_opens_and_no_altered_one_does()
    {
        vault.Rotate();
        var tokens = Tokens();
        var good = await Issue(tokens);

        Assert.Equal("ana", (await tokens.Read(good)).Claim?.Person);
        for (var at = 0; at < good.Length; at++)
        {
            var altered = good[..at] + (good[at] == 'A' ? 'B' : 'A') + good[(at + 1)..];
            Assert.Null((await tokens.Read(altered)).Claim);
        }
    }

    [Fact]
    public async Task A_link_outlives_a_rotation_and_another_instance_opens_it()
    {
        vault.Rotate();
        var (tokens, other) = (Tokens(), Tokens());
        var before = await Issue(tokens);
        Assert.NotNull((await other.Read(before)).Claim);
        vault.Rotate();
        vault.Time.Advance(TimeSpan.FromMinutes(5));
        var after = await Issue(tokens);

        Assert.NotEqual(before.Split('.')[2], after.Split('.')[2]);
        Assert.NotNull((await other.Read(before)).Claim);
        Assert.NotNull((await other.Read(after)).Claim);
    }

    [Fact]
    public async Task A_link_of_a_disabled_version_is_refused_within_five_minutes()
    {
        var version = vault.Rotate();
        var tokens = Tokens();
        var link = await Issue(tokens);
        await tokens.Read(link);
        vault.Rotate();
        vault.Disable(version);
        vault.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(LinkRefusal.Forged, (await tokens.Read(link)).Refusal);
    }

    [Fact]
    public async Task Made_up_versions_make_nobody_ask_the_vault_each_time()
    {
        vault.Rotate();
        var tokens = Tokens();
        var parts = (await Issue(tokens)).Split('.');

        for (var link = 0; link < 100; link++)
        {
            parts[2] = Guid.NewGuid().ToString("N");
            Assert.Equal(LinkRefusal.Forged, (await tokens.Read(string.Join('.', parts))).Refusal);
        }

        Assert.Equal(1, vault.CountOf($"GET /keys/{FakeVault.Name}/versions"));
    }

    [Fact]
    public async Task A_link_that_could_not_be_sealed_is_made_with_the_newer_version_next_time()
    {
        var version = vault.Rotate();
        var tokens = Tokens();
        await Issue(tokens);
        vault.Rotate();
        vault.Disable(version);

        await Assert.ThrowsAsync<KeyVaultException>(() => Issue(tokens).AsTask());
        Assert.NotNull((await Tokens().Read(await Issue(tokens))).Claim);
    }

    /// <summary>One key of the vault seals for two purposes: what a link is for stands under its seal.</summary>
    [Fact]
    public async Task A_link_of_another_purpose_is_refused_though_the_same_key_sealed_it()
    {
        vault.Rotate();
        var (approvals, checks) = (Tokens(), new LinkTokens(new VaultLinkKeys(vault.Key(), "checks"), vault.Time));
        var link = await Issue(checks);

        Assert.NotNull((await checks.Read(link)).Claim);
        Assert.Equal(LinkRefusal.OtherPurpose, (await approvals.Read(link)).Refusal);
        Assert.Equal(LinkRefusal.Forged, (await approvals.Read(link.Replace(".checks.", ".approvals.", StringComparison.Ordinal))).Refusal);
    }

    private LinkTokens Tokens() => new(new VaultLinkKeys(vault.Key(), "approvals"), vault.Time);

    private ValueTask<string> Issue(LinkTokens tokens) =>
        tokens.Issue("approval-1", "ana", "sha256:x", vault.Time.GetUtcNow().AddDays(3));
}
