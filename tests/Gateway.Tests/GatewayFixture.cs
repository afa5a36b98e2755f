using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Local.Gateway;

namespace Landfall.Gateway.Tests;

/// <summary>A gateway before a champion and a candidate; each test makes its own.</summary>
internal sealed class GatewayFixture : IAsyncDisposable
{
    public Cluster Cluster { get; } = new();
    public Server Champion { get; private set; } = null!;
    public Server Candidate { get; private set; } = null!;
    public TrafficGateway Gateway { get; private set; } = null!;
    public HttpClient Http { get; private set; } = null!;

    public static async Task<GatewayFixture> StartAsync(JsonObject route, GatewayOptions? options = null)
    {
        var fixture = new GatewayFixture
        {
            Champion = await Server.StartAsync("champion"),
            Candidate = await Server.StartAsync("candidate"),
        };
        fixture.Cluster.Serve("champion", fixture.Champion.EndPoint);
        fixture.Cluster.Serve("candidate", fixture.Candidate.EndPoint);
        fixture.Cluster.Set(route);
        fixture.Gateway = await TrafficGateway.StartAsync(fixture.Cluster, options ?? Seeded());
        fixture.Http = new HttpClient { BaseAddress = fixture.Gateway.Address };
        return fixture;
    }

    /// <summary>The same random numbers in every run.</summary>
    public static GatewayOptions Seeded()
    {
        var random = new Random(11);
        var gate = new Lock();
        return new GatewayOptions
        {
            Random = () =>
            {
                lock (gate)
                    return random.NextDouble();
            },
        };
    }

    public async Task<string> GetAsync(string path = "/", string? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (client is not null)
            request.Headers.Add("x-client-id", client);
        using var response = await Http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsStringAsync()
            : $"{(int)response.StatusCode}";
    }

    public Task<JsonElement> RoutesAsync() => Http.GetFromJsonAsync<JsonElement>("/-/routes");

    public async Task<long> MetricAsync(string line)
    {
        var text = await Http.GetStringAsync("/-/metrics");
        var found = text.Split('\n').SingleOrDefault(one => one.StartsWith($"landfall_gateway_{line} "));
        return found is null ? 0 : long.Parse(found[(found.LastIndexOf(' ') + 1)..]);
    }

    /// <summary>Changes the route and waits until the gateway serves by it.</summary>
    public async Task ChangeAsync(JsonObject route, Func<JsonElement, bool> seen)
    {
        Cluster.Set(route);
        await Eventually.True(async () => seen(await RoutesAsync()), "the gateway has read the new route");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Gateway.DisposeAsync();
        await Champion.DisposeAsync();
        await Candidate.DisposeAsync();
    }
}
