using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Events.Tests;

internal sealed record Received(JsonElement Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>An endpoint that keeps what it gets and answers as the test says.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication app;

    private Webhook(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1");
    public ConcurrentQueue<Received> Received { get; } = new();
    public ConcurrentQueue<string> Handshakes { get; } = new();
    public int Attempts => attempts;
    public Func<int, int> Answer { get; set; } = _ => 200;
    public bool Consents { get; set; } = true;

    private int attempts;

    public static async Task<Webhook> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var hook = new Webhook(app);
        app.Run(hook.TakeAsync);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        hook.Address = new Uri(addresses.Addresses.First() + "/hook");
        return hook;
    }

    /// <summary>The events of Event Grid deliveries that were answered with 2xx, in order of arrival.</summary>
    public List<JsonElement> Events() => [.. Received.Select(received => received.Body[0])];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            Handshakes.Enqueue(context.Request.Headers["WebHook-Request-Origin"].ToString());
            context.Response.Headers["WebHook-Allowed-Origin"] = Consents ? "*" : "elsewhere";
            return;
        }

        var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        if (context.Request.Headers["aeg-event-type"] == "SubscriptionValidation")
        {
            Handshakes.Enqueue(body[0].GetProperty("data").GetProperty("validationUrl").GetString()!);
            var code = body[0].GetProperty("data").GetProperty("validationCode").GetString();
            if (Consents)
                await context.Response.WriteAsJsonAsync(new { validationResponse = code });
            return;
        }

        context.Response.StatusCode = Answer(Interlocked.Increment(ref attempts));
        if (context.Response.StatusCode < 300)
        {
            Received.Enqueue(new(body,
                context.Request.Headers.ToDictionary(
                    header => header.Key.ToLowerInvariant(), header => $"{header.Value}")));
        }
    }
}
