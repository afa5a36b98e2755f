using System.Net;
using System.Text;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary><c>agent serve</c>: stands before a model server, whatever it is written in, and counts what it does.</summary>
internal static class ServeCommand
{
    public static async Task Run(
        string[] args, Func<string, string?> environment, TextWriter output, CancellationToken cancel)
    {
        var options = ServeOptions.Parse(args, environment);
        await using var app = Build(options, TimeProvider.System);
        await app.StartAsync(cancel);
        await output.WriteLineAsync($"serving {options.Version} on {options.Listen}, in front of {options.Upstream}");
        await app.WaitForShutdownAsync(cancel);
    }

    internal static WebApplication Build(ServeOptions options, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = ServeOptions.LargestBody;
            var any = options.Listen.Host is "0.0.0.0" or "*";
            kestrel.Listen(any ? IPAddress.Any : IPAddress.Parse(options.Listen.Host), options.Listen.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));

        var app = builder.Build();
        var counters = new RequestCounters(options.Version, options.Pod, time);
        var log = new PredictionRing(options.Version, options.Pod, counters.StartedAt, options.LogEntries);
        var upstream = Upstream();
        var places = new Places(options.MaxInFlight);
        var pipeline = new ServingPipeline(options, new Forwarder(upstream, options), places, counters, log, time);

        app.MapGet("/landfall/metrics", () => TypedResults.Json(counters.Read(), AgentJson.Default.AgentMetrics));
        app.MapGet("/landfall/predictions", (long? after, int? limit) =>
            TypedResults.Json(log.Read(after ?? 0, limit ?? 1000), AgentJson.Default.PredictionLogPage));
        app.MapGet("/metrics", () => TypedResults.Text(Prometheus.Text(counters.Read()), "text/plain; version=0.0.4", Encoding.UTF8));
        app.MapGet("/landfall/ready", async (HttpContext http) =>
            http.Response.StatusCode = await IsReady(upstream, options, http.RequestAborted) ? 200 : 503);
        app.MapFallback("{**path}", pipeline.Handle);
        app.Lifetime.ApplicationStopped.Register(upstream.Dispose);
        app.Lifetime.ApplicationStopped.Register(places.Dispose);
        return app;
    }

    private static HttpClient Upstream() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,

        // The limit of the whole request holds for connecting too: a busy machine is not a server that is gone.
        ConnectTimeout = Timeout.InfiniteTimeSpan,

        // Shorter than servers keep theirs (gunicorn 2 s, uvicorn and Node 5 s): a connection that the server closes in the
        // moment it is used again looks like a server that broke off.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static async Task<bool> IsReady(HttpClient upstream, ServeOptions options, CancellationToken cancel)
    {
        try
        {
            using var answer = await upstream.GetAsync(new Uri(options.Upstream, "/v2/health/ready"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
