using System.Net;
using System.Security.Cryptography;
using Landfall.Hosting.Signing.Vault;
using Landfall.Signing;

namespace Landfall.Adapters.Tests.Signing.Vault;

public sealed class VaultSignerTests
{
    private readonly FakeVault vault = new();
    private readonly Statements statements = new();

    [Fact]
    public async Task What_the_vault_signed_is_trusted_by_its_public_key()
    {
        var version = vault.Rotate();
        var key = vault.Key();

        var envelope = await DsseSigner.Sign(statements.Statement, new VaultSigner(key));

        Assert.Null(statements.Refusal(envelope, trusted: await Trusted(key)));
        Assert.Equal(RefusalKind.UnknownKey, statements.Refusal(envelope));
        Assert.Contains($"POST /keys/{FakeVault.Name}/{version}/sign", vault.Calls);
    }

    [Fact]
    public async Task After_a_rotation_both_signatures_count_and_the_new_version_signs()
    {
        vault.Rotate();
        var key = vault.Key();
        var signer = new VaultSigner(key);
        var before = await DsseSigner.Sign(statements.Statement, signer);

        vault.Rotate();
        vault.Time.Advance(TimeSpan.FromMinutes(5));
        var after = await DsseSigner.Sign(statements.Statement, signer);

        Assert.NotEqual(before.Signatures[0].KeyId, after.Signatures[0].KeyId);
        var trusted = await Trusted(vault.Key());
        Assert.Null(statements.Refusal(before, trusted: trusted));
        Assert.Null(statements.Refusal(after, trusted: trusted));
    }

    [Fact]
    public async Task What_was_signed_a_moment_after_a_rotation_is_trusted_at_once()
    {
        vault.Rotate();
        var checking = vault.Key();
        await Trusted(checking);
        vault.Rotate();

        var envelope = await DsseSigner.Sign(statements.Statement, new VaultSigner(vault.Key()));

        Assert.Null(statements.Refusal(envelope, trusted: await Trusted(checking)));
    }

    [Fact]
    public async Task A_disabled_version_no_longer_counts_and_no_longer_signs()
    {
        var old = vault.Rotate();
        var key = vault.Key();
        var signer = new VaultSigner(key);
        var before = await DsseSigner.Sign(statements.Statement, signer);

        // Rotated because it leaked, and disabled at once: nobody waits until our five minutes are over.
        vault.Rotate();
        vault.Disable(old);
        var after = await DsseSigner.Sign(statements.Statement, signer);

        Assert.Null(statements.Refusal(after, trusted: await Trusted(key)));
        Assert.Equal(RefusalKind.UnknownKey, statements.Refusal(before, trusted: await Trusted(key)));
    }

    [Fact]
    public async Task A_vault_with_one_disabled_version_says_so()
    {
        vault.Disable(vault.Rotate());

        var signing = await Assert.ThrowsAsync<KeyVaultException>(() => new VaultSigner(vault.Key()).Sign("x"u8.ToArray()));
        var checking = await Assert.ThrowsAsync<KeyVaultException>(() => Trusted(vault.Key()));

        Assert.Equal(403, signing.Status);
        Assert.Contains("KeyDisabled", signing.Message, StringComparison.Ordinal);
        Assert.Contains("No version of the key landfall-versions is enabled", checking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_versions_come_on_several_pages_and_a_known_one_is_read_once()
    {
        for (var version = 0; version < 5; version++)
            vault.Rotate();
        var key = vault.Key();

        var first = await Trusted(key);
        var second = await Trusted(key);

        Assert.Equal(first, second);
        Assert.Equal(5, TrustedKeys.FromPem(first).KeyIds.Count);
        Assert.Equal(3 + 3, vault.CountOf($"GET /keys/{FakeVault.Name}/versions"));
        Assert.Equal(5 + 6, vault.CountOf("GET "));
    }

    [Fact]
    public async Task Many_signatures_ask_for_the_version_once()
    {
        vault.Rotate();
        var signer = new VaultSigner(vault.Key());
        await signer.Sign("first"u8.ToArray());

        for (var message = 0; message < 20; message++)
            await signer.Sign(BitConverter.GetBytes(message));

        Assert.Equal(1, vault.CountOf("GET "));
    }

    [Fact]
    public async Task A_busy_vault_is_asked_again()
    {
        vault.Rotate();
        var refusals = 1;
        vault.Instead = _ => refusals-- > 0
            ? FakeVault.Refuse(HttpStatusCode.TooManyRequests, "Throttled", "Too many requests.")
            : null;

        var signature = await new VaultSigner(vault.Key()).Sign("x"u8.ToArray());

        Assert.Equal(64, signature.KeyId.Length);
    }

    [Fact]
    public async Task A_missing_right_is_named_with_what_to_do()
    {
        vault.Instead = _ => FakeVault.Refuse(
            HttpStatusCode.Forbidden, "Forbidden", "Caller is not authorized to perform action on resource.", "ForbiddenByRbac");

        var refused = await Assert.ThrowsAsync<KeyVaultException>(() => new VaultSigner(vault.Key()).Sign("x"u8.ToArray()));

        Assert.Contains("kv-lf-dev.vault.azure.net answered 403 ForbiddenByRbac", refused.Message, StringComparison.Ordinal);
        Assert.Contains("infra/ gives the role", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_a_failure_to_repeat()
    {
        vault.Instead = _ => throw new HttpRequestException("connection refused");

        var refused = await Assert.ThrowsAsync<KeyVaultException>(() => new VaultSigner(vault.Key()).Sign("x"u8.ToArray()));

        Assert.Contains("did not answer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_elsewhere_is_not_followed_with_our_token()
    {
        vault.Instead = _ => new(HttpStatusCode.OK)
        {
            Content = new StringContent("""{"value":[],"nextLink":"https://attacker.example.com/keys/x/versions?api-version=7.4"}"""),
        };

        var refused = await Assert.ThrowsAsync<KeyVaultException>(() => Trusted(vault.Key()));

        Assert.Contains("outside of itself", refused.Message, StringComparison.Ordinal);
        Assert.Single(vault.Calls);
    }

    [Theory]
    [InlineData("<html>sign in</html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"key":{"kid":"https://kv/keys/a/b","kty":"RSA","n":"AQAB","e":"AQAB"}}""")]
    [InlineData("""{"key":{"kid":"https://kv/keys/a/b","kty":"EC","crv":"P-256","x":"AA","y":"AA"}}""")]
    [InlineData("""{"key":{"kid":"https://kv/keys/a/b","kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}""")]
    public async Task An_answer_that_is_no_key_is_refused(string body)
    {
        vault.Instead = _ => new(HttpStatusCode.OK) { Content = new StringContent(body) };

        await Assert.ThrowsAsync<KeyVaultException>(() => new VaultSigner(vault.Key()).Sign("x"u8.ToArray()));
    }

    [Fact]
    public async Task A_key_on_another_curve_is_refused()
    {
        vault.Rotate(ECDsa.Create(ECCurve.NamedCurves.nistP384));

        var refused = await Assert.ThrowsAsync<KeyVaultException>(() => new VaultSigner(vault.Key()).Sign("x"u8.ToArray()));

        Assert.Contains("EC P-384; signing needs EC on the curve P-256", refused.Message, StringComparison.Ordinal);
    }

    private static Task<string> Trusted(VaultKey key) => new VaultPublicKeys(key, FakeVault.Name).Pem(default);
}
