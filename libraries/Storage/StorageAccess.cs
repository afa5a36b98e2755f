using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Landfall.Domain.Storage;

namespace Landfall.Storage;

/// <summary>
/// How an app reaches its storage account: one setting. An address means the app's own identity (Azure); a connection
/// string, which holds a key, is accepted for emulators and tests only on this machine.
/// </summary>
public static class StorageAccess
{
    public const string Setting = "StorageAccess";

    /// <summary>Rights to containers (<see cref="ContainerRights"/>) that an app keeps to by itself: for emulators.</summary>
    public const string RightsSetting = "StorageRights";

    /// <summary>The newest version the emulator speaks, and old enough for every account.</summary>
    private const BlobClientOptions.ServiceVersion Version = BlobClientOptions.ServiceVersion.V2025_01_05;

    /// <param name="rights">What the app keeps to by itself, where one key opens everything; null leaves it to the account.</param>
    /// <exception cref="ArgumentException">The setting is neither an address nor a connection string.</exception>
    public static BlobServiceClient Open(string? setting, TokenCredential? credential = null, ContainerRights? rights = null)
    {
        if (string.IsNullOrWhiteSpace(setting))
            throw Wrong("it is empty");

        var options = new BlobClientOptions(Version);
        options.Retry.MaxRetries = 5;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        if (rights is not null)
            options.AddPolicy(new RightsPolicy(rights), HttpPipelinePosition.PerCall);

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
