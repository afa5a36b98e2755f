using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts;
using Landfall.Harness;

namespace Landfall.Bench.Chaos.Driving;

/// <summary>The runs of a pipeline as the hub shows them: cheap enough to be asked every second.</summary>
internal sealed class HubView(LandfallPlatform platform) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15) };

    public async Task<IReadOnlyList<RunStatus>> Runs(string pipeline, CancellationToken cancel)
    {
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(platform.In("host", "keys.json"), cancel))!;
        var url = $"{platform.Addresses["orchestrations"]}/runtime/webhooks/durabletask/instances"
            + $"?instanceIdPrefix={pipeline}-&showInput=false&code={(string)keys["Orchestrations"]!["durableTask"]!}";
        var page = JsonNode.Parse(await http.GetStringAsync(url, cancel))!.AsArray();
        return
        [
            .. page.Where(one => (string?)one!["name"] == Orchestrators.ModelDelivery && one["customStatus"] is JsonObject)
                .Select(one => one!["customStatus"].Deserialize<RunStatus>(ContractsJson.Options)!),
        ];
    }

    public void Dispose() => http.Dispose();
}
