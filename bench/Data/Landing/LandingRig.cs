using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Landfall.Bench.Chaos.Driving;
using Landfall.Contracts;
using Landfall.Harness;
using Landfall.Storage;

namespace Landfall.Bench.Data.Landing;

/// <summary>One whole platform, its storage with and without the events, and the door that Event Grid knocks at.</summary>
internal sealed class LandingRig : IAsyncDisposable
{
    /// <summary>As many calls at once as a copying tool makes.</summary>
    public const int AtOnce = 16;

    private readonly HubView hub;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };

    private LandingRig(LandfallPlatform platform)
    {
        Platform = platform;
        hub = new(platform);
        var blobs = (int)JsonNode.Parse(File.ReadAllText(platform.In("storage", "azurite.json")))!["ports"]!["blob"]!;
        var through = platform.Runs.Storage.Uri;
        var connection = JsonNode.Parse(File.ReadAllText(platform.In("endpoints.json")))!["storageConnection"]!.ToString();
        Silent = StorageAccess.Open(connection.Replace($":{through.Port}/", $":{blobs}/", StringComparison.Ordinal));
    }

    public LandfallPlatform Platform { get; }

    /// <summary>The same account behind the endpoint that raises events: what is written here lands unheard.</summary>
    public BlobServiceClient Silent { get; }

    public static async Task<LandingRig> Start() => new(await LandfallPlatform.Start("landing"));

    public Task<IReadOnlyList<RunStatus>> Runs(string pipeline, CancellationToken cancel) => hub.Runs(pipeline, cancel);

    /// <summary>Tells Ingest of blobs, as Event Grid tells it: one call per event here, the dearest way.</summary>
    public async Task<TimeSpan> Tell(JsonObject happened, CancellationToken cancel)
    {
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Platform.In("host", "keys.json"), cancel))!;
        var door = JsonNode.Parse(await File.ReadAllTextAsync(Platform.In("endpoints.json"), cancel))!["ingest"];
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{door}/runtime/webhooks/eventgrid?functionName=OnBlobCreated&code={(string)keys["Ingest"]!["eventGrid"]!}")
        {
            Content = new StringContent(new JsonArray(happened).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("aeg-event-type", "Notification");
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, cancel);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Until something is so, asked again after each pause.</summary>
    public static async Task Until(Func<Task<bool>> isSo, TimeSpan pause, TimeSpan patience, string what, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (watch.Elapsed > patience)
                throw new TimeoutException($"Not within {patience.TotalMinutes:0} min: {what}");
            await Task.Delay(pause, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        hub.Dispose();
        http.Dispose();
        await Platform.DisposeAsync();
    }
}
