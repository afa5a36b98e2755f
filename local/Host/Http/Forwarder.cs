using System.Collections.Frozen;
using Landfall.Local.Host.Invocation;
using Landfall.Local.Host.Processes;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Host.Http;

/// <summary>
/// Passes a request to the handler as it came and its answer back as it goes, without buffering either.
/// </summary>
internal static class Forwarder
{
    private static readonly FrozenSet<string> HopByHop = new[]
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Proxy-Connection", "TE", "Trailer"
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static async Task Forward(HttpContext context, HandlerProcess handler, Invoker invoker)
    {
        var cancel = context.RequestAborted;
        await handler.Ready(cancel);
        using var request = Copy(context.Request, handler.Address);
        using var response = await invoker.Http.SendAsync(request, cancel);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            if (!HopByHop.Contains(name)) context.Response.Headers[name] = values.ToArray();
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        await Pump(body, context.Response, cancel);
    }

    private static HttpRequestMessage Copy(HttpRequest from, Uri handler)
    {
        var target = new Uri(handler, from.Path.ToUriComponent() + from.QueryString.ToUriComponent());
        var request = new HttpRequestMessage(new HttpMethod(from.Method), target);
        if (from.ContentLength > 0 || from.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(from.Body);
        foreach (var (name, values) in from.Headers)
        {
            if (HopByHop.Contains(name)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        Invoker.AddHeaders(request.Headers);
        return request;
    }

    // Each piece is flushed: a page that is written bit by bit (server-sent events) must arrive bit by bit.
    private static async Task Pump(Stream from, HttpResponse to, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancel)) > 0)
        {
            await to.Body.WriteAsync(buffer.AsMemory(0, read), cancel);
            await to.Body.FlushAsync(cancel);
        }
    }
}
