using Landfall.Storage;

namespace Landfall.Adapters.Tests.Storage;

public sealed class StorageAccessTests
{
    private const string Key = "AccountName=devstoreaccount1;AccountKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;";

    [Fact]
    public void An_https_address_is_opened_with_the_apps_identity()
    {
        var client = StorageAccess.Open("https://landfall.blob.core.windows.net/");

        Assert.Equal("landfall", client.AccountName);
        Assert.False(client.CanGenerateAccountSasUri);
    }

    [Fact]
    public void An_emulators_key_is_accepted_on_this_machine()
    {
        var client = StorageAccess.Open($"{Key}BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;");

        Assert.True(client.Uri.IsLoopback);
        Assert.True(client.CanGenerateAccountSasUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("landfall")]
    [InlineData("http://landfall.blob.core.windows.net/")]
    [InlineData($"DefaultEndpointsProtocol=https;{Key}EndpointSuffix=core.windows.net")]
    [InlineData($"{Key}BlobEndpoint=http://storage.example.com/devstoreaccount1;")]
    public void Anything_else_is_refused_by_name_and_no_key_is_shown(string? setting)
    {
        var refusal = Assert.Throws<ArgumentException>(() => StorageAccess.Open(setting));

        Assert.Contains("'StorageAccess'", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", refusal.Message, StringComparison.Ordinal);
    }
}
