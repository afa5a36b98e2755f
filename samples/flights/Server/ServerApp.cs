using System.Net;
using Flights.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Flights.Server;

/// <summary>The routes of Open Inference Protocol v2, and the fault switch where it is allowed.</summary>
internal static class ServerApp
{
    private const long MostBytes = 4 * 1024 * 1024;

    public static WebApplication Build(ServerSettings settings, FlightModel model)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddFilter(_ => false);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, settings.Port);
            kestrel.Limits.MaxRequestBodySize = MostBytes;
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        var faults = new FaultSwitch();
        MapHealth(app, settings);
        app.MapGet("/v2/models/{name}", (RequestDelegate)(http => Json.Write(http, 200, ModelMetadata.Of(Name(http)))));
        app.MapPost("/v2/models/{name}/infer", (RequestDelegate)(http => InferRoute.Answer(http, model, faults)));
        if (settings.Faults)
            FaultRoutes.Map(app, faults);
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"listening on {string.Join(", ", app.Urls)}"));
        return app;
    }

    internal static string Name(HttpContext http) => (string)http.GetRouteValue("name")!;

    private static void MapHealth(WebApplication app, ServerSettings settings)
    {
        app.MapGet("/v2/health/live", (RequestDelegate)(_ => Task.CompletedTask));
        foreach (var path in (string[])["/v2/health/ready", "/v2/models/{name}/ready"])
        {
            app.MapGet(path, (RequestDelegate)(http =>
            {
                http.Response.StatusCode = settings.NeverReady ? 503 : 200;
                return Task.CompletedTask;
            }));
        }
    }
}
