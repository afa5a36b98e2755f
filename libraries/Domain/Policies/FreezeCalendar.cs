using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Policies;

/// <param name="Until">When it ends, unless another window goes on.</param>
public sealed record FreezeHit(string Reason, DateTimeOffset Until)
{
    public override string ToString() => $"frozen until {Until.UtcDateTime:u} by the policy: {Reason}";
}

/// <summary>When a policy lets no traffic be moved to a candidate. Ways back are never frozen.</summary>
public static class FreezeCalendar
{
    /// <returns>The window that ends last; null when none holds now.</returns>
    /// <exception cref="TerminalFailure">A window's time zone is not known on this machine.</exception>
    public static FreezeHit? At(PolicySpec policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var once = policy.Freeze.Where(window => window.From <= now && now < window.To)
            .Select(window => new FreezeHit(window.Reason, window.To));
        return once.Concat(policy.Weekly.Select(window => Weekly(window, now)).OfType<FreezeHit>()).MaxBy(hit => hit.Until);
    }

    /// <returns>Null for what is no time of day.</returns>
    internal static TimeSpan? Clock(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;

    /// <summary>By the wall clock of the place, so that it means the same hour in summer and in winter.</summary>
    private static FreezeHit? Weekly(WeeklyFreeze window, DateTimeOffset now)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out var zone))
            throw new TerminalFailure(
                $"The policy's freeze '{window.Reason}' names time zone {window.TimeZone}, which this machine does not know. Install its time zones.");
        if (Clock(window.From) is not { } from || Clock(window.To) is not { } to)
            return null;    // refused when the document was applied

        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var length = to > from ? to - from : to - from + TimeSpan.FromDays(1);
        foreach (var day in new[] { local.Date, local.Date.AddDays(-1) }.Where(day => Starts(window, day)))
        {
            var (start, end) = (day + from, day + from + length);
            if (start <= local && local < end)
                return new(window.Reason, new DateTimeOffset(end, zone.GetUtcOffset(end)));
        }

        return null;
    }

    private static bool Starts(WeeklyFreeze window, DateTime day) =>
        window.Days.Count == 0 || window.Days.Contains((Weekday)(((int)day.DayOfWeek + 6) % 7));
}
