using System.Buffers;
using System.Net;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>Passes one request on and its answer back. Knows ends that are not the server's: too large, too late, not there.</summary>
/// <param name="headers">Set on every request that is passed on.</param>
internal sealed class Forwarder(HttpClient upstream, ServeOptions options, IReadOnlyList<KeyValuePair<string, string>>? headers = null)
{
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Proxy-Connection", "Host", "Content-Length",
    };

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100)];

    /// <summary>Bodies of answers up to this size are kept for the prediction log.</summary>
    private const int Kept = 256 * 1024;

    /// <summary>Where time was over before the server had answered.</summary>
    public Outcome TooLate =>
        new((int)HttpStatusCode.GatewayTimeout, Unsaid: $"the server did not answer within {options.Timeout.TotalMilliseconds:0} ms");

    /// <param name="holdFailures">The server's own failures are told to the caller and not yet to the client.</param>
    public async Task<Outcome> Forward(
        HttpContext http, RequestFacts facts, ReadOnlyMemory<byte>? body, bool holdFailures, CancellationToken limit)
    {
        if (http.Request.ContentLength > ServeOptions.LargestBody)
            return new((int)HttpStatusCode.RequestEntityTooLarge, Unsaid: "the request is larger than 64 MiB");

        try
        {
            using var answer = await Send(http, facts, body, limit);
            var status = (int)answer.StatusCode;
            return holdFailures && status >= 500
                ? new(status, Unsaid: $"the server answered {status}")
                : await Answer(http, answer, limit);
        }
        catch (Exception broken) when (OfClient(broken) is { } bad)
        {
            return Broken(http, new(bad.StatusCode, Unsaid: "the request's body is too large or broke off"));
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Broken(http, TooLate);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return Broken(http, new((int)HttpStatusCode.BadGateway, Unsaid: "the server cannot be reached or broke off"));
        }
    }

    /// <summary>Tells the client of a failure that it has not heard of.</summary>
    public static async Task Refuse(HttpContext http, Outcome failed)
    {
        http.Response.StatusCode = failed.Status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($"{{\"error\":\"{failed.Unsaid}\"}}", CancellationToken.None);
    }

    /// <summary>An answer that has begun cannot be taken back: the client hears of its end by the connection.</summary>
    private static Outcome Broken(HttpContext http, Outcome failed)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return failed with { Unsaid = null };
        }

        // What the broken answer said of itself, such as its length, is not true of the one that comes in its place.
        var headers = http.Response.Headers;
        var (id, version) = (headers[AgentHeaders.RequestId], headers[AgentHeaders.Version]);
        http.Response.Clear();
        (headers[AgentHeaders.RequestId], headers[AgentHeaders.Version]) = (id, version);
        return failed;
    }

    /// <summary>
    /// Tries again where no connection came about: no byte has left, so nothing can happen twice, whatever the method.
    /// </summary>
    private async Task<HttpResponseMessage> Send(
        HttpContext http, RequestFacts facts, ReadOnlyMemory<byte>? body, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = Request(http, facts, body);
            try
            {
                return await upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            }
            catch (HttpRequestException refused) when (
                refused.HttpRequestError == HttpRequestError.ConnectionError && attempt < Pauses.Length)
            {
                await Task.Delay(Pauses[attempt], cancel);
            }
        }
    }

    /// <summary>A body that is too large or ends too early is the client's doing, wherever it comes to light.</summary>
    private static BadHttpRequestException? OfClient(Exception? broken) => broken switch
    {
        null => null,
        BadHttpRequestException bad => bad,
        _ => OfClient(broken.InnerException),
    };

    private HttpRequestMessage Request(HttpContext http, RequestFacts facts, ReadOnlyMemory<byte>? body)
    {
        var from = http.Request;
        var request = new HttpRequestMessage(
            new HttpMethod(from.Method), new Uri(options.Upstream, from.Path.ToUriComponent() + from.QueryString.ToUriComponent()));

        if (body is { } read)
            request.Content = new ReadOnlyMemoryContent(read);
        else if (from.ContentLength > 0 || from.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(from.Body);

        foreach (var (name, value) in from.Headers)
        {
            if (NotPassedOn.Contains(name))
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        }

        Set(request, AgentHeaders.RequestId, facts.Id);
        foreach (var (name, value) in headers ?? [])
            Set(request, name, value);
        return request;
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static async Task<Outcome> Answer(HttpContext http, HttpResponseMessage answer, CancellationToken cancel)
    {
        var to = http.Response;
        to.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!NotPassedOn.Contains(name))
                to.Headers[name] = values.ToArray();
        }

        to.ContentLength = answer.Content.Headers.ContentLength;
        await using var from = await answer.Content.ReadAsStreamAsync(cancel);
        return new(to.StatusCode, await CopyAndKeep(from, to.Body, cancel));
    }

    /// <summary>Streams the answer on, and keeps a copy as long as it is small; many servers do not say its length.</summary>
    private static async Task<byte[]?> CopyAndKeep(Stream from, Stream to, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            using var kept = new MemoryStream();
            int read;
            while ((read = await from.ReadAsync(buffer, cancel)) > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
                if (kept.Length <= Kept)
                    kept.Write(buffer, 0, read);
            }

            return kept.Length <= Kept ? kept.ToArray() : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
