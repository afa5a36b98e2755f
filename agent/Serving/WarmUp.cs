using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Landfall.Agent.Serving;

/// <summary>
/// Lets server and agent work before anybody waits for them: the first requests of a process are slow, whatever the
/// model is, and would be held against a candidate. Until it is done the pod is not ready. Its requests take the way of
/// all others, but are counted and logged nowhere.
/// </summary>
internal sealed class WarmUp(HttpClient upstream, ServeOptions options, TimeProvider time, TextWriter output) : IDisposable
{
    private const string Header = "x-landfall-warm-up";
    private const int AtLeast = 20;
    private const int AtMost = 200;
    private const int QuickInARow = 10;
    private const int LargestMetadata = 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    // Known to this process alone: nobody else can keep a request from being counted.
    private readonly string secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly HttpClient own = new() { Timeout = Timeout.InfiniteTimeSpan };    // limited by the clock below

    public bool IsDone { get; private set; }

    public bool Asks(HttpContext http) =>
        !IsDone && http.Request.Headers[Header] is [{ } given]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    /// <param name="agent">Where this agent listens.</param>
    public async Task Run(Uri agent, CancellationToken cancel)
    {
        if (options.Model is null)
        {
            IsDone = true;
            return;
        }

        try
        {
            while (!await Upstream.IsReady(upstream, options, cancel))
                await Task.Delay(Pause, time, cancel);
            await output.WriteLineAsync(await Work(agent, cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;     // the pod ends before it was ready
        }
        catch (Exception wrong) when (wrong is HttpRequestException or IOException or OperationCanceledException)
        {
            await output.WriteLineAsync($"warm-up ended early: {wrong.Message}");
        }

        IsDone = true;
    }

    public void Dispose() => own.Dispose();

    private async Task<string> Work(Uri agent, CancellationToken cancel)
    {
        if (await Example(cancel) is not { } body)
            return "no warm-up: the server does not say what its model takes (GET /v2/models/NAME)";

        var began = time.GetTimestamp();
        var (asked, quick) = (0, 0);
        while (asked < AtMost && time.GetElapsedTime(began) < Longest && (asked < AtLeast || quick < QuickInARow))
        {
            var sent = time.GetTimestamp();
            await Ask(agent, body, cancel);
            quick = time.GetElapsedTime(sent) < options.Slow / 4 ? quick + 1 : 0;
            asked++;
        }

        return $"warmed up with {asked} requests in {time.GetElapsedTime(began).TotalMilliseconds:0} ms";
    }

    private async Task Ask(Uri agent, byte[] body, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(agent, $"/v2/models/{options.Model}/infer"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add(Header, secret);
        using var answer = await own.SendAsync(request, either.Token);
        await answer.Content.LoadIntoBufferAsync(LargestMetadata, either.Token);
    }

    private async Task<byte[]?> Example(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        using var answer = await upstream.GetAsync(new Uri(options.Upstream, $"/v2/models/{options.Model}"), either.Token);
        if (!answer.IsSuccessStatusCode)
            return null;
        await answer.Content.LoadIntoBufferAsync(LargestMetadata, either.Token);
        return WarmUpRequest.Of(await answer.Content.ReadAsByteArrayAsync(either.Token));
    }
}
