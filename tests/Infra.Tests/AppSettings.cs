using System.Text.Json;

namespace Landfall.Infra.Tests;

/// <summary>What infra/ tells each app, read from the reviewed deployment.</summary>
internal static class AppSettings
{
    /// <summary>Those that the Functions host reads; an app need not know them.</summary>
    private static readonly string[] OfTheHost =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AzureWebJobsStorage__accountName",
        "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
        "TASKHUB_NAME",

        // Easy Auth stands before the app and reads it.
        "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID",
    ];

    public static TheoryData<string> Apps => [.. Repository.Apps()];

    /// <summary>Every setting of an app by name. What Azure works out only then is a value of the right form.</summary>
    public static Dictionary<string, string> Of(string app)
    {
        var site = $"-{app.ToLowerInvariant()}-";
        var config = Assert.Single(
            Snapshot.Settings(), one => one.GetProperty("id").GetString()!.Contains(site, StringComparison.Ordinal));
        return config.GetProperty("properties").EnumerateObject().ToDictionary(one => one.Name, one => Value(one));
    }

    /// <summary>Those that the app itself must read.</summary>
    public static Dictionary<string, string> Own(string app) =>
        Of(app).Where(setting => !OfTheHost.Contains(setting.Key)).ToDictionary();

    private static string Value(JsonProperty setting)
    {
        var text = setting.Value.GetString()!;
        if (text.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal))
            return $"whsec_{Convert.ToBase64String(new byte[32])}";
        if (!text.StartsWith('['))
            return text;
        return setting.Name.Split("__")[^1] switch
        {
            "StorageAccess" => "https://lfdev.blob.core.windows.net/",
            "KeyVault" or "TrustedKeysVault" => "https://kv-lf-dev.vault.azure.net/",
            "AZURE_CLIENT_ID" => "00000000-0000-0000-0000-000000000003",
            _ => "known when deployed",
        };
    }
}
