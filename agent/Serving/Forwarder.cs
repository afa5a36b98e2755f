using System.Buffers;
using System.Net;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>Passes one request on and its answer back. Knows three ends that are not the server's: too many, too late, not there.</summary>
internal sealed class Forwarder(HttpClient upstream, ServeOptions options)
{
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Proxy-Connection", "Host", "Content-Length",
    };

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100)];

    /// <summary>Bodies of answers up to this size are kept for the prediction log.</summary>
    private const int Kept = 256 * 1024;

    /// <returns>The status the client got, and the body where it was small enough to keep.</returns>
    public async Task<(int Status, byte[]? Body)> Forward(HttpContext http, RequestFacts facts, ReadOnlyMemory<byte>? body)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(options.Timeout);
        if (http.Request.ContentLength > ServeOptions.LargestBody)
            return await Refuse(http, HttpStatusCode.RequestEntityTooLarge, "the request is larger than 64 MiB");

        try
        {
            using var answer = await Send(http, facts, body, limit.Token);
            return await Answer(http, answer, limit.Token);
        }
        catch (Exception broken) when (OfClient(broken) is { } bad)
        {
            return await Refuse(http, (HttpStatusCode)bad.StatusCode, "the request's body is too large or broke off");
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return await Refuse(http, HttpStatusCode.GatewayTimeout, $"the server did not answer within {options.Timeout.TotalMilliseconds:0} ms");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return await Refuse(http, HttpStatusCode.BadGateway, "the server cannot be reached or broke off");
        }
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

    public static async Task<(int Status, byte[]? Body)> Refuse(HttpContext http, HttpStatusCode status, string why)
    {
        if (http.Response.HasStarted)
            http.Abort();
        else
        {
            http.Response.StatusCode = (int)status;
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync($"{{\"error\":\"{why}\"}}", CancellationToken.None);
        }

        return ((int)status, null);
    }

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

        request.Headers.Remove(AgentHeaders.RequestId);
        request.Headers.TryAddWithoutValidation(AgentHeaders.RequestId, facts.Id);
        return request;
    }

    private static async Task<(int Status, byte[]? Body)> Answer(
        HttpContext http, HttpResponseMessage answer, CancellationToken cancel)
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
        return (to.StatusCode, await CopyAndKeep(from, to.Body, cancel));
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
