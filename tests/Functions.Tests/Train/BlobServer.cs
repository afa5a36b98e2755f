using Landfall.Domain.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Functions.Tests.Train;

/// <summary>Just as much of blob storage, over HTTP, as a pod's agent uses; each link opens one container one way.</summary>
internal sealed class BlobServer : IBlobFiles, IAsyncDisposable
{
    private readonly IBlobStore blobs;
    private readonly WebApplication app;

    private BlobServer(IBlobStore blobs)
    {
        this.blobs = blobs;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Answer);
    }

    private string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<BlobServer> Start(IBlobStore blobs)
    {
        var server = new BlobServer(blobs);
        await server.app.StartAsync();
        return server;
    }

    public Task<Uri> Link(string container, ContainerAccess access, TimeSpan lifetime, CancellationToken cancel) =>
        Task.FromResult(new Uri($"{Address}/{container}?sig={container}-{access}"));

    public Task Download(BlobPath path, string? etag, string file, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Stream> OpenRead(BlobPath path, string? etag, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> Upload(BlobPath path, string file, string contentType, CancellationToken cancel) =>
        throw new NotSupportedException();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        var parts = http.Request.Path.Value!.TrimStart('/').Split('/', 2);
        var path = new BlobPath(parts[0], parts[1]);
        var access = HttpMethods.IsPut(http.Request.Method) ? ContainerAccess.CreateAndWrite : ContainerAccess.Read;
        var signed = http.Request.Query["sig"].ToString();
        if (signed != $"{path.Container}-{access}" && signed != $"{path.Container}-{ContainerAccess.CreateAndWrite}")
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (access == ContainerAccess.CreateAndWrite)
        {
            using var content = new MemoryStream();
            await http.Request.Body.CopyToAsync(content);
            var created = await blobs.Create(path, content.ToArray(), "application/octet-stream", http.RequestAborted);
            http.Response.StatusCode = created ? StatusCodes.Status201Created : StatusCodes.Status409Conflict;
        }
        else if (await blobs.Read(path, http.RequestAborted) is { } blob)
        {
            http.Response.ContentLength = blob.Content.Length;
            await http.Response.Body.WriteAsync(blob.Content);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
