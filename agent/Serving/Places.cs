using System.Threading.RateLimiting;

namespace Landfall.Agent.Serving;

/// <summary>
/// How many requests the server works on at a time. What comes above waits its turn, oldest first; what comes when too
/// many wait already is refused, so that memory stays bounded.
/// </summary>
internal sealed class Places(int atOnce) : IDisposable
{
    /// <summary>For each place this many may wait: with answers of 20 ms, about a third of a second.</summary>
    private const int WaitingPerPlace = 16;

    private readonly ConcurrencyLimiter limiter = new(new()
    {
        PermitLimit = atOnce,
        QueueLimit = atOnce * WaitingPerPlace,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Takes a place, now or when one is free. Dispose what it returns to leave the place.</summary>
    /// <returns>The place, whether it had to be waited for, and whether there is one at all.</returns>
    /// <exception cref="OperationCanceledException">The client left, or the time was over, before there was one.</exception>
    public async ValueTask<Place> Take(CancellationToken cancel)
    {
        var now = limiter.AttemptAcquire();
        if (now.IsAcquired)
            return new(now, Waited: false);

        now.Dispose();
        return new(await limiter.AcquireAsync(1, cancel), Waited: true);
    }

    public void Dispose() => limiter.Dispose();
}

/// <summary>One request's right to be worked on, or the refusal.</summary>
internal readonly record struct Place(RateLimitLease? Lease, bool Waited) : IDisposable
{
    public bool IsRefused => Lease is { IsAcquired: false };

    public void Dispose() => Lease?.Dispose();
}
