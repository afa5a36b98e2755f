using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Landfall.Agent.Tests;

/// <summary>A model server whose behaviour a test decides.</summary>
internal sealed class ModelServer(WebApplication app) : IAsyncDisposable
{
    public Uri Address => new(app.Urls.First());

    public static async Task<ModelServer> Start(Func<HttpContext, Task> infer, int port = 0, string? metadata = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var app = builder.Build();
        app.MapGet("/v2/health/ready", () => Results.Ok());
        if (metadata is not null)
            app.MapGet("/v2/models/{name}", () => Results.Text(metadata, "application/json"));
        app.MapPost("/v2/models/{name}/infer", infer.Invoke);
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
