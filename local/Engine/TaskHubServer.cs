using System.Net;
using Grpc.Core.Interceptors;
using Landfall.Local.Engine.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Landfall.Local.Engine;

/// <summary>
/// The gRPC listener of a task hub: cleartext HTTP/2 on the loopback address, on a port that the system chooses.
/// </summary>
public sealed class TaskHubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TaskHubServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where apps reach the hub, for example http://127.0.0.1:41233; changes with every start.</summary>
    public Uri Address { get; }

    /// <summary>Listens for a hub that outlives the server.</summary>
    public static Task<TaskHubServer> StartAsync(TaskHub hub, CancellationToken cancel = default) =>
        StartAsync(hub, TaskHubDefaults.None, around: null, cancel);

    /// <param name="defaults">What starts that leave something open are given.</param>
    /// <param name="around">Stands around every call, as a network that fails would; null for none.</param>
    public static async Task<TaskHubServer> StartAsync(
        TaskHub hub, TaskHubDefaults defaults, Interceptor? around, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(hub);
        builder.Services.AddSingleton(defaults);
        builder.Services.AddSingleton<OpenWork>();
        if (around is not null) builder.Services.AddSingleton(around.GetType(), around);
        builder.Services.AddGrpc(grpc =>
        {
            if (around is not null) grpc.Interceptors.Add(around.GetType());
            grpc.Interceptors.Add<RefusalInterceptor>();
            grpc.MaxReceiveMessageSize = null;
            grpc.MaxSendMessageSize = null;
        });
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<TaskHubService>();
        await app.StartAsync(cancel);
        return new TaskHubServer(app, new Uri(app.Urls.First()));
    }

    /// <summary>Ends the listener; calls under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }
}
