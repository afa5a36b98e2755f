using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Policies;

/// <summary>
/// A time of the week by the wall clock of a place, so that it means the same hour in summer and in winter. A moment that the
/// clock skips is the next one it shows; one that it shows twice begins at the first and ends at the second.
/// </summary>
/// <param name="Days">On which days it begins; empty means every day.</param>
/// <param name="From">Such as 09:00.</param>
/// <param name="To">Not later than <paramref name="From"/> means on the next day.</param>
internal sealed record WeeklyHours(string TimeZone, IReadOnlyList<Weekday> Days, string From, string To)
{
    /// <summary>Days looked at for the next beginning: more than a week, because a clock may skip a whole stretch.</summary>
    private const int Ahead = 15;

    /// <param name="what">For the message: whose hours these are.</param>
    /// <returns>The end of the stretch that holds now; null when none does.</returns>
    /// <exception cref="TerminalFailure">The time zone is not known on this machine.</exception>
    public DateTimeOffset? EndsAt(DateTimeOffset now, string what) => Stretches(now, what)
        .Where(stretch => stretch.From <= now && now < stretch.To).Select(stretch => (DateTimeOffset?)stretch.To).FirstOrDefault();

    /// <returns>The beginning of the next stretch; null while one holds.</returns>
    /// <exception cref="TerminalFailure">As for <see cref="EndsAt"/>.</exception>
    public DateTimeOffset? OpensAt(DateTimeOffset now, string what)
    {
        var stretches = Stretches(now, what).ToList();
        return stretches.Any(stretch => stretch.From <= now && now < stretch.To)
            ? null
            : stretches.Where(stretch => stretch.From > now).Select(stretch => (DateTimeOffset?)stretch.From).FirstOrDefault();
    }

    /// <returns>Null for what is no time of day.</returns>
    public static TimeSpan? Clock(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;

    /// <summary>In their order, from the one that may still hold.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Stretches(DateTimeOffset now, string what)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone))
            throw new TerminalFailure($"{what} names time zone {TimeZone}, which this machine does not know. Install its time zones.");
        if (Clock(From) is not { } from || Clock(To) is not { } to)
            return [];      // refused when the document was applied

        var length = to > from ? to - from : to - from + TimeSpan.FromDays(1);
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return Enumerable.Range(-1, Ahead).Select(day => today.AddDays(day)).Where(IsOn)
            .Select(day => (Moment(zone, day + from, first: true), Moment(zone, day + from + length, first: false)))
            .Where(stretch => stretch.Item1 < stretch.Item2);
    }

    private bool IsOn(DateTime day) => Days.Count == 0 || Days.Contains((Weekday)(((int)day.DayOfWeek + 6) % 7));

    private static DateTimeOffset Moment(TimeZoneInfo zone, DateTime wall, bool first)
    {
        while (zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(1);

        var offset = zone.IsAmbiguousTime(wall)
            ? first ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetAmbiguousTimeOffsets(wall).Min()
            : zone.GetUtcOffset(wall);
        return new(wall, offset);
    }
}
