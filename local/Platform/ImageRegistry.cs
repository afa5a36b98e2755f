using System.Net;
using Landfall.Local.Cluster;
using Landfall.Local.Cluster.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Landfall.Local.Platform;

/// <summary>
/// The one question about images that the platform asks a registry: which digest has this tag now. Answers in the words
/// of the OCI distribution specification, so that nobody else has to know that images are programs here.
/// </summary>
internal sealed class ImageRegistry : IAsyncDisposable
{
    private readonly WebApplication app;

    private ImageRegistry(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    public Uri Address { get; }

    public static async Task<ImageRegistry> Start(LocalCluster cluster, int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.MapMethods("/v2/{**path}", ["GET", "HEAD"], (HttpContext http, string? path) => Answer(http, path ?? "", cluster));
        await app.StartAsync(cancel);
        return new(app, new Uri($"http://127.0.0.1:{port}"));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task Answer(HttpContext http, string path, LocalCluster cluster)
    {
        var at = path.IndexOf("/manifests/", StringComparison.Ordinal);
        if (at < 0)
        {
            http.Response.StatusCode = path.Length == 0 ? 200 : 404;
            return;
        }

        try
        {
            var digest = cluster.ResolveImage($"registry.local/{path[..at]}").Split('@')[1];
            http.Response.Headers["Docker-Content-Digest"] = digest;
            http.Response.ContentType = "application/vnd.oci.image.manifest.v1+json";
        }
        catch (ImageException unknown)
        {
            http.Response.StatusCode = 404;
            await http.Response.WriteAsJsonAsync(new { errors = new[] { new { code = "MANIFEST_UNKNOWN", message = unknown.Message } } });
        }
    }
}
