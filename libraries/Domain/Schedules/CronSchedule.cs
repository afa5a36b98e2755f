namespace Landfall.Domain.Schedules;

/// <summary>
/// Five fields of cron in a time zone. As in cron, a day matches when either of its two fields does, where both are
/// restricted. A time that the clock skips in spring comes when the clock goes on; one that comes twice in autumn, once.
/// </summary>
public sealed class CronSchedule
{
    // The rarest there is, 29 February, may be eight years away.
    private const int FarthestDays = 366 * 9;

    private readonly IReadOnlyList<CronField> fields;
    private readonly TimeZoneInfo zone;

    private CronSchedule(IReadOnlyList<CronField> fields, TimeZoneInfo zone) => (this.fields, this.zone) = (fields, zone);

    /// <returns>The schedule, or what is wrong with it.</returns>
    public static (CronSchedule? Schedule, string? Problem) Parse(string cron, string timeZone)
    {
        ArgumentNullException.ThrowIfNull(cron);
        var parts = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != CronField.Kinds.Count)
            return (null, $"'{cron}' has {parts.Length} fields, not five");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
            return (null, $"'{timeZone}' is no time zone");

        var fields = new List<CronField>();
        foreach (var (part, kind) in parts.Zip(CronField.Kinds))
        {
            if (CronField.Parse(part, kind) is not { } field)
                return (null, $"'{part}' is no {kind.Name}: expected {kind.Expected}");
            fields.Add(field);
        }

        return (new(fields, zone), null);
    }

    /// <returns>The first time after this one; null when there is none.</returns>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var day = Local(after).Date.AddDays(-1);
        for (var i = 0; i < FarthestDays; i++, day = day.AddDays(1))
        {
            foreach (var at in On(day).Where(at => at > after))
                return at;
        }

        return null;
    }

    /// <returns>The last time up to and with this one; null when it would be before <paramref name="since"/>.</returns>
    public DateTimeOffset? Last(DateTimeOffset upTo, DateTimeOffset since)
    {
        var day = Local(upTo).Date.AddDays(1);
        for (var i = 0; i < FarthestDays && day.AddDays(2) >= since.UtcDateTime; i++, day = day.AddDays(-1))
        {
            if (On(day).Where(at => at <= upTo).Cast<DateTimeOffset?>().LastOrDefault() is { } last)
                return last >= since ? last : null;
        }

        return null;
    }

    private DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    private IEnumerable<DateTimeOffset> On(DateTime day)
    {
        if (!IsDay(day))
            return [];
        var times =
            from hour in fields[1].Values
            from minute in fields[0].Values
            select Instant(day.AddHours(hour).AddMinutes(minute));
        return times.Order();
    }

    private bool IsDay(DateTime day)
    {
        var (ofMonth, month, ofWeek) = (fields[2], fields[3], fields[4]);
        if (!month.Has(day.Month))
            return false;
        var (inMonth, inWeek) = (ofMonth.Has(day.Day), ofWeek.Has((int)day.DayOfWeek));
        return ofMonth.IsAny || ofWeek.IsAny ? inMonth && inWeek : inMonth || inWeek;
    }

    private DateTimeOffset Instant(DateTime local)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
