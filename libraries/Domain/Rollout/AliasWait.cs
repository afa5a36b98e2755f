namespace Landfall.Domain.Rollout;

/// <summary>When somebody who waits to move an alias asks again. Nobody is told that a halt is over.</summary>
public static class AliasWait
{
    public static TimeSpan AtFirst { get; } = TimeSpan.FromSeconds(15);

    public static TimeSpan AtMost { get; } = TimeSpan.FromMinutes(10);

    /// <summary>After a tenth of the time waited so far, and when it is over by itself.</summary>
    /// <param name="opensAt">When it is over by itself; null where nobody knows.</param>
    public static DateTimeOffset Next(DateTimeOffset since, DateTimeOffset? opensAt, DateTimeOffset now)
    {
        var pause = TimeSpan.FromTicks(Math.Clamp((now - since).Ticks / 10, AtFirst.Ticks, AtMost.Ticks));
        return opensAt is { } opens && opens > now && opens < now + pause ? opens : now + pause;
    }
}
