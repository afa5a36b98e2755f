using Landfall.Bench.Chaos;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Bench.Tests.Chaos;

public sealed class ScaledClockTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Time_runs_faster_from_the_instant_on_also_for_whoever_comes_later()
    {
        var real = new FakeTimeProvider(From + TimeSpan.FromMinutes(1));

        Assert.Equal(From + TimeSpan.FromMinutes(4), new ScaledClock(real, From, speed: 4).GetUtcNow());
        real.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(From + TimeSpan.FromMinutes(8), new ScaledClock(real, From, speed: 4).GetUtcNow());
    }

    [Fact]
    public void A_timer_fires_when_its_time_has_come_on_this_clock_and_not_before()
    {
        var real = new FakeTimeProvider(From);
        var clock = new ScaledClock(real, From, speed: 4);
        DateTimeOffset? fired = null;
        using var timer = clock.CreateTimer(_ => fired = clock.GetUtcNow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        timer.Change(TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        real.Advance(TimeSpan.FromSeconds(2.4));
        Assert.Null(fired);
        real.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(From + TimeSpan.FromSeconds(10), fired);
    }
}
