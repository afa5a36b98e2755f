using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Gateway.Tests;

internal sealed record Seen(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>A backend that answers with its name and keeps what it saw.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string name;

    private Server(WebApplication app, string name)
    {
        this.app = app;
        this.name = name;
    }

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);
    public ConcurrentQueue<Seen> Requests { get; } = new();
    public Func<HttpContext, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static async Task<Server> StartAsync(string name)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new Server(app, name);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.EndPoint = new IPEndPoint(IPAddress.Loopback, new Uri(addresses.Addresses.First()).Port);
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(new Seen(context.Request.Method, context.Request.Path + context.Request.QueryString, body,
            context.Request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(), header => $"{header.Value}")));
        await Before(context);
        if (!context.RequestAborted.IsCancellationRequested)
            await context.Response.WriteAsync($"{name}:{body}");
    }
}
