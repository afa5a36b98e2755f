using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Landfall.Local.Events;

/// <summary>Forwards the address and the headers as they came: the client has signed them.</summary>
internal class AsWritten(int port, string rawTarget) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancel)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancel);
        proxyRequest.RequestUri = AzuriteUri.Of(port, rawTarget);
    }
}

/// <summary>Hears the answer before the client does, so that a client that knows of its write has its event.</summary>
internal sealed class WriteTransform(int port, string rawTarget, Func<HttpResponseMessage, Task> answered)
    : AsWritten(port, rawTarget)
{
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancel)
    {
        if (proxyResponse is not null)
            await answered(proxyResponse);
        return await base.TransformResponseAsync(httpContext, proxyResponse, cancel);
    }
}
