namespace Landfall.Local.Gateway;

/// <summary>Ways to fail that no status code of the backend tells.</summary>
internal enum Failure
{
    Refused,
    Reset,
    Timeout,
    NoEndpoint,
    ClientGone,
}

internal enum MirrorResult
{
    Sent,
    Failed,
    DroppedBusy,
    DroppedLarge,
    DroppedIncomplete,
    DroppedNoEndpoint,
}

/// <summary>The counts of one backend. All methods may be called at once.</summary>
internal sealed class BackendCounter(TimeProvider time)
{
    private readonly long[] classes = new long[6];
    private readonly long[] failures = new long[Enum.GetValues<Failure>().Length];
    private readonly long[] mirrors = new long[Enum.GetValues<MirrorResult>().Length];
    private readonly Lock gate = new();
    // One slot per second of the last minute: which second it holds, and how many requests.
    private readonly (long Second, long Count)[] minute = new (long, long)[60];

    public void Answered(int status)
    {
        Interlocked.Increment(ref classes[Math.Clamp(status / 100, 0, 5)]);
        var second = time.GetUtcNow().ToUnixTimeSeconds();
        lock (gate)
        {
            ref var slot = ref minute[second % 60];
            slot = slot.Second == second ? (second, slot.Count + 1) : (second, 1);
        }
    }

    public void Failed(Failure failure) => Interlocked.Increment(ref failures[(int)failure]);

    public void Mirrored(MirrorResult result) => Interlocked.Increment(ref mirrors[(int)result]);

    /// <param name="hundreds">1 to 5, for 1xx to 5xx.</param>
    public long Of(int hundreds) => Interlocked.Read(ref classes[hundreds]);

    public long Of(Failure failure) => Interlocked.Read(ref failures[(int)failure]);

    public long Of(MirrorResult result) => Interlocked.Read(ref mirrors[(int)result]);

    public long Total() => Enumerable.Range(0, classes.Length).Sum(Of);

    public long LastMinute()
    {
        var oldest = time.GetUtcNow().ToUnixTimeSeconds() - 59;
        lock (gate)
            return minute.Where(slot => slot.Second >= oldest).Sum(slot => slot.Count);
    }
}
