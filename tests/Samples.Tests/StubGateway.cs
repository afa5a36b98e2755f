using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Landfall.Samples.Tests;

/// <summary>Answers the n-th request (from 0) as it is told, and remembers who asked.</summary>
internal sealed class StubGateway : IAsyncDisposable
{
    private readonly WebApplication app;

    private int count = -1;

    private StubGateway(Func<int, (int Status, string? Version)> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(async http =>
        {
            var (status, version) = answer(Interlocked.Increment(ref count));
            Asked.Enqueue((http.Request.Path, (string?)http.Request.Headers["x-client-id"] ?? ""));
            await http.Request.Body.CopyToAsync(Stream.Null);
            if (version is not null)
                http.Response.Headers["x-landfall-version"] = version;
            http.Response.StatusCode = status;
        });
    }

    public ConcurrentQueue<(string Path, string Client)> Asked { get; } = [];

    public string Url => app.Urls.Single();

    public static async Task<StubGateway> Start(Func<int, (int Status, string? Version)> answer)
    {
        var stub = new StubGateway(answer);
        await stub.app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
