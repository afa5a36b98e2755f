using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Local.Shared;

namespace Landfall.Local.Platform;

/// <summary>Who listens where, for people, the command line and tests: <c>.landfall/endpoints.json</c>.</summary>
internal sealed record AddressBook(IReadOnlyDictionary<string, string> Urls, string Key, string ApproveKey)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static AddressBook Of(LocalPlatform platform, string kubeconfig)
    {
        var urls = AppCatalog.Names.ToDictionary(
            name => name.ToLowerInvariant(), name => platform.App(name).Address.ToString().TrimEnd('/'));
        urls["storage"] = platform.Storage.BlobEndpoint.ToString();
        urls["queues"] = platform.Storage.QueueEndpoint.ToString();
        urls["cluster"] = platform.Cluster.SecureUrl;
        urls["gateway"] = platform.Gateway.Address.ToString().TrimEnd('/');
        urls["kubeconfig"] = kubeconfig;
        urls["storageConnection"] = platform.Storage.ConnectionString;
        urls["versionKeys"] = platform.Options.In("trusted-keys.pem");

        return new(urls, platform.App("Console").Keys.Function, platform.App("Approve").Keys.Function);
    }

    public string this[string name] => Urls[name];

    /// <summary>The page of all runs, with the key that opens it.</summary>
    public string ConsolePage => $"{this["console"]}/api/console?code={Uri.EscapeDataString(Key)}";

    public string RunPage(string run) =>
        $"{this["console"]}/api/console/runs/{Uri.EscapeDataString(run)}?code={Uri.EscapeDataString(Key)}";

    /// <summary>The last act of a start: whoever finds the file finds everything running.</summary>
    public void Write(LocalOptions options)
    {
        var json = new JsonObject();
        foreach (var (name, url) in Urls.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json[name] = url;
        json["key"] = Key;
        json["approveKey"] = ApproveKey;

        WholeFile.Write(options.In("endpoints.json"), json.ToJsonString(Indented));
    }
}
