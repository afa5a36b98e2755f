using System.Text;
using System.Text.Json.Nodes;
using Flights.Model;
using Flights.Server;
using Microsoft.AspNetCore.Builder;

namespace Landfall.Samples.Tests;

/// <summary>The sample's server in this process, on a port the system chose, with a model of one split.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningServer(WebApplication app)
    {
        this.app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    // Late after six in the evening: raw +2 there, -2 before; slope -1 makes that a probability of 0.88 or 0.12.
    public static FlightModel Model { get; } = new(
        new FlightStatistics(FlightFeatures.Names, 0.2, 0.5, -1, 0, [], []),
        [new Tree([0], [18f], [~0], [~1], [-2, 2])]);

    public static async Task<RunningServer> Start(bool faults = false, bool neverReady = false)
    {
        var app = ServerApp.Build(new ServerSettings("", 0, faults, neverReady), Model);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(app);
    }

    public async Task<(int Status, JsonNode? Body)> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    public async Task<int> Get(string path)
    {
        using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
