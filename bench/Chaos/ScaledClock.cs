namespace Landfall.Bench.Chaos;

/// <summary>
/// A clock that runs faster than the machine's, from an instant on. Two processes that know the instant agree, so a hub
/// that is killed finds its time where it would have been.
/// </summary>
internal sealed class ScaledClock(TimeProvider real, DateTimeOffset from, double speed) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => from + ((real.GetUtcNow() - from) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(real.CreateTimer(callback, state, Real(dueTime), Real(period)), Real);

    // Rounded up: a timer that fires a moment early would only have to be set again.
    private TimeSpan Real(TimeSpan time) => time == Timeout.InfiniteTimeSpan
        ? time
        : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / speed));

    private sealed class ScaledTimer(ITimer timer, Func<TimeSpan, TimeSpan> scale) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(scale(dueTime), scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
