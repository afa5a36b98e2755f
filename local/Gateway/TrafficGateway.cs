using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Landfall.Local.Gateway;

/// <summary>An implementation of the Gateway API for one machine: obeys the HTTPRoutes of a cluster.</summary>
public sealed class TrafficGateway : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RouteWatch routes;
    private readonly HttpMessageInvoker http;

    private TrafficGateway(WebApplication app, RouteWatch routes, HttpMessageInvoker http)
    {
        this.app = app;
        this.routes = routes;
        this.http = http;
    }

    /// <summary>Where requests go in. `/-/metrics` and `/-/routes` under it are the gateway's own.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<TrafficGateway> StartAsync(
        IRouteSource source, GatewayOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var app = Build(options);
        var log = options.Loggers.CreateLogger("Landfall.Local.Gateway");
        var http = Invoker();
        var routes = new RouteWatch(source, options, log);
        var gateway = new TrafficGateway(app, routes, http);
        gateway.Map(source, options, log);
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        gateway.Address = new Uri(addresses.Addresses.First() + "/");
        return gateway;
    }

    /// <summary>Lets the requests under way end, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        // Disposing alone would cut off the requests under way.
        await app.StopAsync();
        await app.DisposeAsync();
        await routes.DisposeAsync();
        http.Dispose();
    }

    private void Map(IRouteSource source, GatewayOptions options, ILogger log)
    {
        var counters = new TrafficCounters(options.Time);
        var turns = new EndpointTurns(source);
        var page = new RoutesPage(source, counters);
        var mirror = new Mirror(http, turns, counters, options, log);
        var forwarding = new RequestForwarding(
            routes, app.Services.GetRequiredService<IHttpForwarder>(), http, turns, mirror, counters, options);
        app.Run(context => context.Request.Path.Value switch
        {
            "/-/metrics" => MetricsAsync(context, counters),
            "/-/routes" => context.Response.WriteAsJsonAsync(page.Of(routes.Table), RoutesJson.Default.RouteViewArray),
            _ => forwarding.RunAsync(context),
        });
    }

    private static Task MetricsAsync(HttpContext context, TrafficCounters counters)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(MetricsText.Of(counters));
    }

    private static WebApplication Build(GatewayOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        return builder.Build();
    }

    private static HttpMessageInvoker Invoker() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        // The client's trace context passes as it came; the gateway adds no span of its own.
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    });
}
