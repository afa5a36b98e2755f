using System.Net;

namespace Landfall.Agent.Serving;

/// <summary>The connection to the server behind the agent.</summary>
internal static class Upstream
{
    /// <param name="within">How long connecting may take; as long as the request where nothing is said.</param>
    public static HttpClient Connect(TimeSpan? within = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,

        // The limit of the whole request holds for connecting too: a busy machine is not a server that is gone.
        ConnectTimeout = within ?? Timeout.InfiniteTimeSpan,

        // Shorter than servers keep theirs (gunicorn 2 s, uvicorn and Node 5 s): a connection that the server closes in the
        // moment it is used again looks like a server that broke off.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>False while nothing answers, too.</summary>
    public static async Task<bool> IsReady(HttpClient upstream, ServeOptions options, CancellationToken cancel)
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
