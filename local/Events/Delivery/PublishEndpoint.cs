using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Local.Events;

/// <summary>Takes events for custom topics, and the visits that validate a subscription by hand.</summary>
internal sealed class PublishEndpoint(WebApplication app, Uri address) : IAsyncDisposable
{
    /// <summary>Event Grid's limit for one request.</summary>
    private const long LargestBody = 1024 * 1024;

    public Uri Address { get; } = address;

    public static async Task<PublishEndpoint> StartAsync(EventGrid grid, int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        app.MapPost("/topics/{topic}/events", context => PublishAsync(grid, context));
        app.MapGet("/subscriptions/{name}/validate", context => ValidateAsync(grid, context));
        await app.StartAsync(cancel);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new PublishEndpoint(app, new Uri(addresses.Addresses.First() + "/"));
    }

    public Uri Validation(string subscription, string code) =>
        new(Address, $"subscriptions/{Uri.EscapeDataString(subscription)}/validate?code={code}");

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task PublishAsync(EventGrid grid, HttpContext context)
    {
        if (!IsKey(context.Request.Headers["aeg-sas-key"], grid.TopicKey))
        {
            await RefuseAsync(context, 401, "Unauthorized", "The header aeg-sas-key is not this topic's key.");
            return;
        }

        GridEvent[]? events;
        try
        {
            events = await JsonSerializer.DeserializeAsync(
                context.Request.Body, EventJson.Default.GridEventArray, context.RequestAborted);
        }
        catch (JsonException wrong)
        {
            await RefuseAsync(context, 400, "BadRequest",
                $"Expected an array of events in the Event Grid schema (id, subject, eventType, eventTime, data): "
                + wrong.Message);
            return;
        }
        catch (BadHttpRequestException tooLarge)
        {
            await RefuseAsync(context, tooLarge.StatusCode, "PayloadTooLarge", "At most 1 MiB per request.");
            return;
        }

        await grid.PublishAsync((string)context.GetRouteValue("topic")!, events ?? []);
    }

    private static async Task ValidateAsync(EventGrid grid, HttpContext context)
    {
        var name = (string)context.GetRouteValue("name")!;
        if (await grid.ValidateByHandAsync(name, context.Request.Query["code"].ToString()))
            await context.Response.WriteAsync($"The subscription {name} is active.");
        else
            await RefuseAsync(context, 404, "NotFound", "No subscription waits for this code. Subscribe again.");
    }

    private static bool IsKey(string? given, string expected) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(expected));

    private static async Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var text = JsonEncodedText.Encode(message);
        await context.Response.WriteAsync($$$"""{"error":{"code":"{{{code}}}","message":"{{{text}}}"}}""");
    }
}
