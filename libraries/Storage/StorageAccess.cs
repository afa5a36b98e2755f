using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Landfall.Storage;

/// <summary>
/// How an app reaches its storage account: one setting. An address means the app's own identity (Azure); a connection
/// string, which holds a key, is accepted for emulators and tests only on this machine.
/// </summary>
public static class StorageAccess
{
    public const string Setting = "StorageAccess";

    /// <summary>The newest version the emulator speaks, and old enough for every account.</summary>
    private const BlobClientOptions.ServiceVersion Version = BlobClientOptions.ServiceVersion.V2025_01_05;

    /// <exception cref="ArgumentException">The setting is neither an address nor a connection string.</exception>
    public static BlobServiceClient Open(string? setting, TokenCredential? credential = null)
    {
        if (string.IsNullOrWhiteSpace(setting))
            throw Wrong("it is empty");

        var options = new BlobClientOptions(Version);
        options.Retry.MaxRetries = 5;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);

        if (Uri.TryCreate(setting, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
            return new(address, credential ?? new DefaultAzureCredential(), options);

        if (!setting.Contains("AccountKey=", StringComparison.OrdinalIgnoreCase))
            throw Wrong("it is neither");

        var client = new BlobServiceClient(setting, options);
        return client.Uri.IsLoopback
            ? client
            : throw Wrong("a connection string with a key is accepted for an emulator on this machine only");
    }

    private static ArgumentException Wrong(string why) => new(
        $"The setting '{Setting}' must be the https address of the storage account's blob endpoint, or an emulator's "
        + $"connection string: {why}.");
}
