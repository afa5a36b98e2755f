using System.Net.Http.Headers;
using System.Text;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Processes;

namespace Landfall.Local.Host.Invocation;

/// <summary>Posts invocations to a handler and reads the answers.</summary>
internal sealed class Invoker(
    HandlerProcess handler, HostJson json, TimeProvider clock, Action<HostLogLevel, string, bool> log,
    Func<HttpMessageHandler, HttpMessageHandler> wire) : IDisposable
{
    public const string HostVersion = "4.1037.0.0";
    public const string Agent = $"Azure-Functions-Host/{HostVersion}";

    private static readonly TimeSpan BeforeRestart = TimeSpan.FromMilliseconds(100);

    /// <summary>Also used for forwarding: redirects and cookies are the caller's business.</summary>
    public HttpMessageInvoker Http { get; } = new(wire(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None
    }));

    /// <exception cref="InvocationException">It failed; the handler lives.</exception>
    /// <exception cref="HandlerGoneException">The handler died.</exception>
    public async Task<InvocationAnswer> Invoke(string function, InvocationBody body, CancellationToken cancel)
    {
        await handler.Ready(cancel);
        using var limit = new CancellationTokenSource(json.FunctionTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var response = await Http.SendAsync(Request(function, body), both.Token);
            var content = await response.Content.ReadAsByteArrayAsync(both.Token);
            return await Read(function, response, content, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            log(HostLogLevel.Error,
                $"{function} ran longer than {json.FunctionTimeout}; the handler is restarted", false);
            _ = RestartSoon();
            throw new InvocationException(
                function, "Microsoft.Azure.WebJobs.Host.FunctionTimeoutException",
                $"Timeout value of {json.FunctionTimeout} was exceeded by function: Functions.{function}")
            { TimedOut = true };
        }
        catch (Exception broken) when (broken is HttpRequestException or HttpIOException)
        {
            throw new HandlerGoneException(function, handler.IsEndWanted, broken);
        }
    }

    // A moment later: the end of the handler makes everything under way look interrupted, and what is interrupted is
    // tried again. This invocation has failed, and has to be known as that first, or it would hang again and again.
    private async Task RestartSoon()
    {
        await Task.Delay(BeforeRestart);
        handler.Restart();
    }

    public static void AddHeaders(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation("X-Azure-Functions-HostVersion", HostVersion);
        headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        headers.TryAddWithoutValidation("User-Agent", Agent);
    }

    public void Dispose() => Http.Dispose();

    private HttpRequestMessage Request(string function, InvocationBody body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(handler.Address, Uri.EscapeDataString(function)))
        {
            Content = new ByteArrayContent(body.ToBytes())
        };
        AddHeaders(request.Headers);
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return request;
    }

    private async Task<InvocationAnswer> Read(
        string function, HttpResponseMessage response, byte[] content, CancellationToken cancel)
    {
        if (!response.IsSuccessStatusCode)
            throw new InvocationException(
                function, "System.Net.Http.HttpRequestException",
                "Response status code does not indicate success: "
                + $"{(int)response.StatusCode} ({response.ReasonPhrase}).");
        if (content.Length == 0)
        {
            log(HostLogLevel.Error,
                $"{function} answered with an empty body: the real host never completes such an invocation. "
                + "Answer at least {}. It fails at the function time-out.", false);
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancel);
        }
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is not ("application/json" or "text/json") || InvocationAnswer.Read(content) is not { } read)
            throw new InvocationException(function, "System.InvalidOperationException", Dump(response, content));
        foreach (var line in read.Logs) log(HostLogLevel.Information, line, true);
        return read.Answer;
    }

    // The shape in which the real host carries a body it cannot read; workers send failure details through it.
    private static string Dump(HttpResponseMessage response, byte[] content)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .Select(h => $"  {h.Key}: {string.Join(", ", h.Value)}\n");
        return $"Invalid HttpResponseMessage:\nStatusCode: {(int)response.StatusCode}, "
            + $"ReasonPhrase: '{response.ReasonPhrase}', Version: 1.1, "
            + $"Content: System.Net.Http.HttpConnectionResponseContent, Headers:\n{{\n{string.Concat(headers)}}}\n "
            + Encoding.UTF8.GetString(content);
    }
}
