using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace Landfall.Local.Events;

/// <summary>Stands before Azurite's blob endpoint, changes nothing, and raises an event for each write.</summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    /// <summary>How long an upload may show no sign of life.</summary>
    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromMinutes(5) };

    private readonly WebApplication app;
    private readonly HttpMessageInvoker http;
    private readonly int port;
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StorageProxy(WebApplication app, HttpMessageInvoker http, int port)
    {
        this.app = app;
        this.http = http;
        this.port = port;
    }

    /// <summary>Ends in a slash.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    private Reconciliation Reconciliation { get; set; } = null!;
    private WriteForwarding Writes { get; set; } = null!;

    /// <param name="azurite">The port of Azurite's blob endpoint.</param>
    public static async Task<StorageProxy> StartAsync(
        EventGrid events, int azurite, int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        var app = builder.Build();
        var http = Invoker();
        var proxy = new StorageProxy(app, http, azurite);
        app.Run(proxy.ForwardAsync);
        try
        {
            await proxy.OpenAsync(events, cancel);
            return proxy;
        }
        catch
        {
            await app.DisposeAsync();
            http.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Disposing alone would cut off the requests under way.
        await app.StopAsync();
        await app.DisposeAsync();
        await Reconciliation.DisposeAsync();
        http.Dispose();
    }

    private async Task OpenAsync(EventGrid events, CancellationToken cancel)
    {
        var lookup = new BlobLookup(http, port, events.Time);
        var journal = new WriteJournal(events);
        // Requests may arrive from here on; they wait until what a crash left open is settled, so that a new write
        // cannot be taken for the end of an old one.
        await app.StartAsync(cancel);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new Uri(addresses.Addresses.First() + "/");
        Reconciliation = new Reconciliation(journal, lookup, Address, events.Time, events.Log);
        await Reconciliation.RunAsync(cancel);
        Writes = new WriteForwarding(journal, lookup, Reconciliation, Address);
        opened.SetResult();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        await opened.Task.WaitAsync(context.RequestAborted);
        var forwarder = context.RequestServices.GetRequiredService<IHttpForwarder>();
        var rawTarget = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var write = BlobWrite.Of(context.Request, rawTarget);
        if (write is null)
        {
            await forwarder.SendAsync(
                context, $"http://127.0.0.1:{port}", http, Patience, new AsWritten(port, rawTarget));
            return;
        }

        var intent = await Writes.BeginAsync(write);
        var transform = new WriteTransform(port, rawTarget, response => Writes.AnsweredAsync(intent, response));
        var error = await forwarder.SendAsync(context, $"http://127.0.0.1:{port}", http, Patience, transform);
        await Writes.EndedAsync(intent, error);
    }

    private static HttpMessageInvoker Invoker() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });
}
