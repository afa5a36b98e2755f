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
        await using var app = Build(options, TimeProvider.System, output);
        await app.StartAsync(cancel);
        await output.WriteLineAsync($"serving {options.Version} on {options.Listen}, in front of {options.Upstream}");
        await app.WaitForShutdownAsync(cancel);
    }

    internal static WebApplication Build(ServeOptions options, TimeProvider time, TextWriter output)
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
        var upstream = Upstream.Connect();
        var counters = new RequestCounters(options.Version, options.Pod, time);
        var log = new PredictionRing(options.Version, options.Pod, counters.StartedAt, options.LogEntries, options.JoinOn);
        var places = new Places(options.MaxInFlight);
        var forwarder = new Forwarder(upstream, options);
        var inputs = new InputSketch(options.Version, options.Pod, counters.StartedAt, options.Inputs ?? [], time);
        var standIn = StandIn.Of(options);
        var pipeline = new ServingPipeline(options, forwarder, places, counters, log, time, inputs, standIn);
        var rehearsal = new Rehearsal(upstream, options);
        var warmUp = new WarmUp(upstream, rehearsal, options, time, output);
        var probe = new Probe(rehearsal, warmUp, options, time);
        var uncounted = new ServingPipeline(
            options, forwarder, places, new RequestCounters(options.Version, options.Pod, time),
            new PredictionRing(options.Version, options.Pod, counters.StartedAt, 1), time);

        app.MapGet("/landfall/metrics", () => TypedResults.Json(counters.Read(), AgentJson.Default.AgentMetrics));
        app.MapGet("/landfall/predictions", (long? after, int? limit) =>
            TypedResults.Json(log.Read(after ?? 0, limit ?? 1000), AgentJson.Default.PredictionLogPage));
        app.MapGet("/landfall/inputs", () => TypedResults.Json(inputs.Read(), AgentJson.Default.InputCounts));
        app.MapGet("/metrics", () => TypedResults.Text(Prometheus.Text(counters.Read()), "text/plain; version=0.0.4", Encoding.UTF8));
        app.MapGet("/landfall/ready", async (HttpContext http) => http.Response.StatusCode =
            warmUp.IsDone && await Upstream.IsReady(upstream, options, http.RequestAborted) ? 200 : 503);
        app.MapGet("/landfall/probe", async (int? count, HttpContext http) => TypedResults.Json(
            await probe.Run(Own(app), count ?? 1, http.RequestAborted), AgentJson.Default.AgentProbe));
        app.MapFallback("{**path}", http => (rehearsal.Asks(http) ? uncounted : pipeline).Handle(http));

        var life = app.Lifetime;
        life.ApplicationStarted.Register(() => _ = warmUp.Run(Own(app), life.ApplicationStopping));
        foreach (var part in new IDisposable?[] { upstream, places, rehearsal, probe, standIn })
            life.ApplicationStopped.Register(() => part?.Dispose());
        return app;
    }

    /// <summary>Where this very process can be asked.</summary>
    private static Uri Own(WebApplication app) =>
        new(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
}
