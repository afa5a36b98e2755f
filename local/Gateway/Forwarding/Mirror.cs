using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Landfall.Local.Gateway;

/// <summary>Sends copies of requests, drops their answers, and never makes anyone wait.</summary>
internal sealed class Mirror(
    HttpMessageInvoker http, EndpointTurns turns, TrafficCounters counters, GatewayOptions options, ILogger log)
{
    public const string Marker = "x-landfall-mirror";

    private static readonly string[] Unmirrored =
        ["Connection", "Transfer-Encoding", "Keep-Alive", "Upgrade", "Proxy-Connection", "TE", "Expect"];

    private int inFlight;

    public static bool CanHaveBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;

    /// <summary>Called after the primary has ended, when the whole body has passed.</summary>
    public void Send(HttpContext context, Route route, MirrorTarget target, RequestCapture? body)
    {
        var label = target.Backend.Label(route);
        var counter = counters.Of(route.Key, label);
        var key = new FailureKey(route.Key, label, $"{context.Request.Headers[RequestForwarding.Stratum]}", IsMirror: true);
        var problem = body switch
        {
            { IsTooLarge: true } => MirrorResult.DroppedLarge,
            { IsComplete: false } => MirrorResult.DroppedIncomplete,
            _ => (MirrorResult?)null,
        };
        if (problem is { } dropped)
        {
            counter.Mirrored(dropped);
            return;
        }

        if (turns.Next(target.Backend) is not { } endpoint)
        {
            counter.Mirrored(MirrorResult.DroppedNoEndpoint);
            counters.Failures.Add(key);
            return;
        }

        if (Interlocked.Increment(ref inFlight) > options.MostMirrorsInFlight)
        {
            Interlocked.Decrement(ref inFlight);
            counter.Mirrored(MirrorResult.DroppedBusy);
            return;
        }

        // Built before the request's context goes back to the server's pool.
        var copy = Copy(context.Request, endpoint, body);
        _ = SendAsync(copy, counter, key);
    }

    private async Task SendAsync(HttpRequestMessage copy, BackendCounter counter, FailureKey key)
    {
        using var limit = new CancellationTokenSource(options.BackendTimeout, options.Time);
        try
        {
            using (copy)
            {
                // Leaves the server's thread at once.
                await Task.Yield();
                using var response = await http.SendAsync(copy, limit.Token);
                await response.Content.CopyToAsync(Stream.Null, limit.Token);
                if ((int)response.StatusCode >= 500)
                    counters.Failures.Add(key);
            }

            counter.Mirrored(MirrorResult.Sent);
        }
        catch (Exception failed)
        {
            // Nobody waits for a copy: its failure is a count, and a line for who looks closer.
            counter.Mirrored(MirrorResult.Failed);
            counters.Failures.Add(key);
            log.MirrorFailed(key.Backend, failed);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private static HttpRequestMessage Copy(HttpRequest request, IPEndPoint endpoint, RequestCapture? body)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), $"http://{endpoint}{target}");
        if (body is not null)
            copy.Content = new ByteArrayContent(body.Content());
        foreach (var (name, values) in request.Headers)
        {
            if (Unmirrored.Contains(name, StringComparer.OrdinalIgnoreCase))
                continue;
            if (!copy.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                copy.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        copy.Headers.Remove(Marker);
        copy.Headers.TryAddWithoutValidation(Marker, "true");
        return copy;
    }
}
