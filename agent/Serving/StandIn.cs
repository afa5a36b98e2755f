using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>
/// Has another version's agent answer where this server failed. The client is spared the failure; it stays a failure of this
/// version in every count and in the log.
/// </summary>
internal sealed class StandIn(HttpClient http, ServeOptions options) : IDisposable
{
    private readonly Forwarder other = new(
        http, options with { Upstream = options.Fallback! },
        [new(AgentHeaders.Stratum, AgentHeaders.FallbackStratum), new(AgentHeaders.FallbackFrom, options.Version)]);

    /// <returns>Null where no version stands in for this one.</returns>
    public static StandIn? Of(ServeOptions options) => options.Fallback is null ? null : new(Upstream.Connect(ConnectWithin), options);

    /// <summary>A version that is retired has no pod: its client need not wait long to hear of it.</summary>
    private static TimeSpan ConnectWithin => TimeSpan.FromSeconds(2);

    /// <summary>A copy has no client, a streamed body is gone, and what stands in for another version already goes no further.</summary>
    public static bool Fits(HttpContext http, RequestFacts facts, ReadOnlyMemory<byte>? body) =>
        body is not null && !facts.Mirror && http.Request.Headers[AgentHeaders.FallbackFrom].Count == 0;

    /// <returns>Whether the client has an answer.</returns>
    public async Task<bool> Answer(HttpContext http, RequestFacts facts, ReadOnlyMemory<byte>? body)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(options.Timeout);
        http.Response.Headers[AgentHeaders.FallbackFrom] = options.Version;
        var outcome = await other.Forward(http, facts, body, holdFailures: true, limit.Token);
        if (outcome.Unsaid is null)
            return true;

        http.Response.Headers.Remove(AgentHeaders.FallbackFrom);
        return false;
    }

    public void Dispose() => http.Dispose();
}
