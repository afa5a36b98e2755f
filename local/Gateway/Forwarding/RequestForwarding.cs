using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace Landfall.Local.Gateway;

/// <summary>One request from its arrival to its answer.</summary>
internal sealed class RequestForwarding(
    RouteWatch routes, IHttpForwarder forwarder, HttpMessageInvoker http, EndpointTurns turns, Mirror mirror,
    TrafficCounters counters, GatewayOptions options)
{
    private const string RequestId = "x-request-id";
    public const string Stratum = "x-landfall-stratum";

    private readonly ForwarderRequestConfig config = new()
    {
        ActivityTimeout = options.BackendTimeout,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public async Task RunAsync(HttpContext context)
    {
        // Looked up once: from here on the request lives by this version of the route.
        if (routes.Table.Find(context.Request) is not var (route, rule))
        {
            await AnswerAsync(context, 404, "no_route", "No route of this gateway fits the request. See /-/routes.");
            return;
        }

        Prepare(context.Request.Headers);
        if (BackendChoice.Of(rule.Backends, PointOf(context.Request, route)) is not { } chosen)
        {
            await AnswerAsync(context, 500, "no_weight", $"All backends of the route {route.Key} have weight 0.");
            return;
        }

        rule.Headers.Apply(context.Request.Headers);
        var mirrors = rule.Mirrors.Where(target => options.Random() < target.Share).ToList();
        RequestCapture? body = null;
        if (mirrors.Count > 0 && Mirror.CanHaveBody(context))
        {
            body = new RequestCapture(
                context.Request.Body, options.LargestMirroredBody, context.Request.ContentLength);
            context.Request.Body = body;
        }

        // A copy gets the headers of the rule, not those of the backend that was chosen.
        var unedited = mirrors.Count > 0 ? Snapshot(context.Request.Headers) : null;
        chosen.Headers.Apply(context.Request.Headers);
        await ForwardAsync(context, route, chosen.Backend);

        if (unedited is not null)
            Restore(context.Request.Headers, unedited);
        foreach (var target in mirrors)
            mirror.Send(context, route, target, body);
    }

    private async Task ForwardAsync(HttpContext context, Route route, Backend backend)
    {
        var label = backend.Label(route);
        var counter = counters.Of(route.Key, label);
        if (turns.Next(backend) is not { } endpoint)
        {
            counter.Failed(Failure.NoEndpoint);
            counter.Answered(503);
            counters.Failures.Add(KeyOf(context, route, label));
            await AnswerAsync(
                context, 503, "no_endpoint", $"The backend {label} of {route.Key} has no ready endpoint.");
            return;
        }

        var error = await SendAsync(context, endpoint);
        if (IsRefused(context, error))
        {
            // No byte of the request has left: another endpoint may have it.
            counter.Failed(Failure.Refused);
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            if (turns.Next(backend, without: endpoint) is { } other)
                error = await SendAsync(context, other);
        }

        counter.Answered(context.Response.StatusCode);
        var failure = FailureOf(context, error);
        if (failure is { } how)
            counter.Failed(how);
        if (failure is not Failure.ClientGone && (failure is not null || context.Response.StatusCode >= 500))
            counters.Failures.Add(KeyOf(context, route, label));
    }

    private static FailureKey KeyOf(HttpContext context, Route route, string backend) =>
        new(route.Key, backend, $"{context.Request.Headers[Stratum]}", IsMirror: false);

    private ValueTask<ForwarderError> SendAsync(HttpContext context, IPEndPoint endpoint) =>
        forwarder.SendAsync(context, $"http://{endpoint}", http, config, HttpTransformer.Default);

    private double PointOf(HttpRequest request, Route route) =>
        route.IsSticky && BackendChoice.ClientOf(request) is { } client
            ? BackendChoice.PointOf(client, route)
            : options.Random();

    /// <summary>What only a gateway may say is not taken from a client, or it could step out of the counts.</summary>
    private static void Prepare(IHeaderDictionary headers)
    {
        headers.Remove(Mirror.Marker);
        headers.Remove(Stratum);
        if (StringValues.IsNullOrEmpty(headers[RequestId]))
            headers[RequestId] = Guid.NewGuid().ToString();
    }

    private static bool IsRefused(HttpContext context, ForwarderError error) =>
        error == ForwarderError.Request
        && !context.Response.HasStarted
        && context.Features.Get<IForwarderErrorFeature>()?.Exception
            is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };

    private static Failure? FailureOf(HttpContext context, ForwarderError error) => error switch
    {
        ForwarderError.None => null,
        ForwarderError.RequestTimedOut => Failure.Timeout,
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient
            or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient => Failure.ClientGone,
        _ => IsRefused(context, error) ? Failure.Refused : Failure.Reset,
    };

    private static List<KeyValuePair<string, StringValues>> Snapshot(IHeaderDictionary headers) => [.. headers];

    private static void Restore(IHeaderDictionary headers, List<KeyValuePair<string, StringValues>> before)
    {
        headers.Clear();
        foreach (var (name, value) in before)
            headers[name] = value;
    }

    private static Task AnswerAsync(HttpContext context, int status, string error, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new GatewayError(error, message), GatewayErrorJson.Default.GatewayError);
    }
}
