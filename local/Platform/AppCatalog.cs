using Landfall.Domain.Storage;
using Landfall.Local.Host;
using Landfall.Storage;

namespace Landfall.Local.Platform;

/// <summary>What the apps' settings are made of.</summary>
internal sealed record AppSurroundings(
    LocalOptions Options, string StorageConnection, string Kubeconfig, string RegistryAddress, string TrustedKeysFile,
    string GitRemote, string GatewayAddress, string PublicUrl);

/// <summary>The function apps of this checkout and what each is told. In Azure the same settings come from infra/.</summary>
internal static class AppCatalog
{
    public static IReadOnlyList<string> Names { get; } =
        ["Orchestrations", "Ingest", "Validate", "Train", "Evaluate", "Register", "Approve", "Rollout", "Record", "Console"];

    public const string SingleName = "Single";

    public static FunctionApp Of(string name, Installation installation, PortPlan ports, AppSurroundings around)
    {
        var project = name == "Orchestrations" ? "Orchestrations.App" : name;
        return new()
        {
            Name = name,
            Root = installation.Folder(project),
            Port = ports[name],
            Settings = Settings(name, around),
            MaxActivities = name is "Validate" or "Evaluate" ? 2 : 16,
        };
    }

    /// <summary>The program in which all apps are one, as it was published with <c>-p:Packaging=Single</c>.</summary>
    public static FunctionApp Single(string root, PortPlan ports, AppSurroundings around) => new()
    {
        Name = SingleName,
        Root = root,
        Port = ports["Approve"],   // the address that links to approvals have
        Settings = Names.SelectMany(name => Settings(name, around))
            .Where(setting => setting.Key != StorageAccess.RightsSetting)   // one program, one identity with the rights of all
            .DistinctBy(setting => setting.Key).ToDictionary(),
    };

    private static Dictionary<string, string> Settings(string name, AppSurroundings around)
    {
        var settings = new Dictionary<string, string>
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
            ["AzureWebJobsStorage"] = around.StorageConnection,
            [StorageAccess.Setting] = around.StorageConnection,
            [StorageAccess.RightsSetting] = AppRights.Of(name).ToString(),
            ["TASKHUB_NAME"] = "landfall",
            ["Logging__LogLevel__Default"] = "Information",
            ["Logging__LogLevel__Microsoft"] = "Warning",
            // Ten small programs on one small machine: the server collector would take a heap per core each.
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_GCConserveMemory"] = "5",
            ["DOTNET_TieredPGO"] = "0",
        };

        foreach (var (key, value) in Own(name, around))
            settings[key] = value;
        return settings;
    }

    private static IEnumerable<KeyValuePair<string, string>> Own(string name, AppSurroundings around)
    {
        const string Agent = "registry.local/landfall-agent";
        var kubeconfig = KeyValuePair.Create("Kubernetes__Kubeconfig", around.Kubeconfig);
        var keys = KeyValuePair.Create("Signing__KeyFolder", around.Options.In("keys"));
        var outbox = KeyValuePair.Create("Notifications__Outbox", around.Options.In("outbox"));
        // Nobody signs in on one machine: where the environment names who may do what, the names people give count.
        var names = KeyValuePair.Create("Access__ClaimedNames", "true");
        var trusted = around.TrustedKeysFile;

        return name switch
        {
            "Ingest" => [new("Ingest__Environment", "local"), new("Ingest__Policy", "local")],
            "Train" => [kubeconfig, new("Train__AgentImage", Agent)],
            "Evaluate" => [kubeconfig, new("Evaluate__AgentImage", Agent), new("Evaluate__TrustedKeysFile", trusted)],
            "Register" => [keys],
            "Approve" => [keys, outbox, names],
            "Rollout" => [kubeconfig, new("Rollout__AgentImage", Agent), new("Rollout__TrustedKeysFile", trusted), keys, new("Rollout__GatewayMetrics", around.GatewayAddress + "-/metrics")],
            "Record" => [keys, outbox, new("Record__GitRemote", around.GitRemote), new("Record__WorkFolder", around.Options.In("git", "work"))],
            "Console" => [keys, names, new("Console__RecordKeysFile", around.Options.In("keys", "records.pub.pem")), new("ImageRegistries__registry_local", around.RegistryAddress), new("Console__Gateway", around.GatewayAddress)],
            _ => [],
        };
    }
}
