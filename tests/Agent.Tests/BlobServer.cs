using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Landfall.Agent.Tests;

/// <summary>The few calls of a blob container that the agent makes, in memory: get with range, create once.</summary>
internal sealed class BlobServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private BlobServer(WebApplication app) => this.app = app;

    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    /// <summary>The next so many answers break off after half of their content.</summary>
    public int BreakNext { get; set; }

    public string Sas => $"{app.Urls.First()}/box?sv=1&sig=secret";

    public static async Task<BlobServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new BlobServer(app);
        app.MapGet("/box/{**name}", server.Get);
        app.MapPut("/box/{**name}", server.Put);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Get(HttpContext http, string name)
    {
        if (!Blobs.TryGetValue(name, out var content))
        {
            http.Response.StatusCode = 404;
            return;
        }

        var from = http.Request.GetTypedHeaders().Range?.Ranges.First().From ?? 0;
        var rest = content[(int)from..];
        http.Response.ContentLength = rest.Length;
        if (BreakNext > 0)
        {
            BreakNext--;
            await http.Response.Body.WriteAsync(rest.AsMemory(0, rest.Length / 2));
            await http.Response.Body.FlushAsync();
            http.Abort();
            return;
        }

        await http.Response.Body.WriteAsync(rest);
    }

    private async Task Put(HttpContext http, string name)
    {
        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content);
        http.Response.StatusCode = Blobs.TryAdd(name, content.ToArray()) ? 201 : 409;
    }
}
