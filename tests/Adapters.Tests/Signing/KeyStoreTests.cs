using Landfall.Signing;

namespace Landfall.Adapters.Tests.Signing;

public sealed class KeyStoreTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = Directory.CreateTempSubdirectory("landfall-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_key_is_made_once_for_its_owner_alone()
    {
        using var first = new LocalKeyStore(folder).Signer("versions");
        using var second = new LocalKeyStore(folder).Signer("versions");
        new LocalKeyStore(folder).LinkKeys("approval");

        Assert.Equal(first.KeyId, second.KeyId);
        Assert.Equal(["approval.links", "versions.pem"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in Directory.GetFiles(folder))
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.UserExecute)]
    public void A_key_that_others_can_read_is_not_used(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
            return;

        new LocalKeyStore(folder).Signer("versions").Dispose();
        File.SetUnixFileMode(Path.Combine(folder, "versions.pem"), OwnerOnly | more);

        var refusal = Assert.Throws<InvalidOperationException>(() => new LocalKeyStore(folder).Signer("versions"));
        Assert.Contains("0600", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_that_start_at_once_have_one_key()
    {
        var rings = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
        {
            using var signer = new LocalKeyStore(folder).Signer("versions");
            return signer.KeyId;
        })));

        Assert.Single(rings.Distinct());
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_damaged_key_is_named_and_never_shown()
    {
        var path = Path.Combine(folder, "versions.pem");
        new LocalKeyStore(folder).Signer("versions").Dispose();
        File.WriteAllText(path, "secret");

        var refusal = Assert.Throws<InvalidOperationException>(() => new LocalKeyStore(folder).Signer("versions"));

        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k1")]
    [InlineData("k1:c2hvcnQ=")]
    [InlineData("k 1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Link_keys_that_are_none_are_refused_and_not_shown(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => LinkKeyRing.Parse("approval", text));

        Assert.DoesNotContain("AAAA", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key here")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void A_bundle_without_public_keys_is_refused(string bundle) =>
        Assert.Throws<FormatException>(() => TrustedKeys.FromPem(bundle));

    [Fact]
    public void A_private_key_among_the_trusted_ones_is_refused()
    {
        new LocalKeyStore(folder).Signer("versions").Dispose();
        var pem = File.ReadAllText(Path.Combine(folder, "versions.pem"));

        Assert.Contains("private", Assert.Throws<FormatException>(() => TrustedKeys.FromPem(pem)).Message, StringComparison.Ordinal);
    }
}
