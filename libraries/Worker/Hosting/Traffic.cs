namespace Landfall.Worker;

/// <summary>How long the app has not been asked for anything.</summary>
internal sealed class Traffic(TimeProvider time)
{
    private long _last = time.GetTimestamp();
    private int _underWay;

    /// <summary>Zero while a call is under way.</summary>
    public TimeSpan Idle =>
        Volatile.Read(ref _underWay) > 0 ? TimeSpan.Zero : time.GetElapsedTime(Interlocked.Read(ref _last));

    public async Task Count(Func<Task> call)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            await call();
        }
        finally
        {
            Interlocked.Exchange(ref _last, time.GetTimestamp());
            Interlocked.Decrement(ref _underWay);
        }
    }
}
