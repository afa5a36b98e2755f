using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Landfall.Agent.Serving;

/// <summary>
/// Made-up requests of the agent itself. They take the way of all others, through the agent to its server, but are counted and
/// logged nowhere.
/// </summary>
internal sealed class Rehearsal(HttpClient upstream, ServeOptions options) : IDisposable
{
    private const string Header = "x-landfall-warm-up";
    private const int LargestAnswer = 1024 * 1024;

    // Known to this process alone: nobody else can keep a request from being counted.
    private readonly string secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly HttpClient own = new() { Timeout = Timeout.InfiniteTimeSpan };    // limited by whoever asks
    private int open;

    /// <summary>Whether this is a request of ours; never outside <see cref="Begin"/> and <see cref="End"/>.</summary>
    public bool Asks(HttpContext http) =>
        Volatile.Read(ref open) > 0 && http.Request.Headers[Header] is [{ } given]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    public void Begin() => Interlocked.Increment(ref open);

    public void End() => Interlocked.Decrement(ref open);

    /// <returns>A request for one row; null when the server does not say what its model takes.</returns>
    public async Task<byte[]?> Example(CancellationToken cancel)
    {
        using var answer = await upstream.GetAsync(new Uri(options.Upstream, $"/v2/models/{options.Model}"), cancel);
        if (!answer.IsSuccessStatusCode)
            return null;
        await answer.Content.LoadIntoBufferAsync(LargestAnswer, cancel);
        return WarmUpRequest.Of(await answer.Content.ReadAsByteArrayAsync(cancel));
    }

    /// <param name="agent">Where this agent listens.</param>
    /// <returns>The status of the answer.</returns>
    public async Task<int> Ask(Uri agent, byte[] body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(agent, $"/v2/models/{options.Model}/infer"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add(Header, secret);
        using var answer = await own.SendAsync(request, cancel);
        await answer.Content.LoadIntoBufferAsync(LargestAnswer, cancel);
        return (int)answer.StatusCode;
    }

    public void Dispose() => own.Dispose();
}
