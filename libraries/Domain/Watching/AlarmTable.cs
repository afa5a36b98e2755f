namespace Landfall.Domain.Watching;

/// <summary>What a window changes.</summary>
public enum AlarmChange { None, Begun, Ended }

/// <summary>
/// When drift or errors become an episode, and when that is over. Episodes have one beginning and one end, however often
/// windows are judged in between:
/// <code>
///              Unknown   Calm              Near        Over
/// no episode   –         over = 0          over = 0    over + 1, begins at the n-th
/// episode      –         calm + 1,         calm = 0    calm = 0
///                        ends at the n-th
/// </code>
/// </summary>
public static class AlarmTable
{
    /// <param name="consecutive">n of the table, at least 1.</param>
    /// <param name="at">When the window was judged.</param>
    public static (WatchAlarm Alarm, AlarmChange Change) Next(
        WatchAlarm alarm, WatchReading reading, int consecutive, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentOutOfRangeException.ThrowIfLessThan(consecutive, 1);
        if (reading.Outcome == WatchOutcome.Unknown)
            return (alarm, AlarmChange.None);

        var judged = alarm with { Judged = reading };
        return (alarm.Since, reading.Outcome) switch
        {
            (null, WatchOutcome.Over) when alarm.Over + 1 >= consecutive =>
                (new WatchAlarm(Since: at, Judged: reading), AlarmChange.Begun),
            (null, WatchOutcome.Over) => (judged with { Over = alarm.Over + 1 }, AlarmChange.None),
            (null, _) => (judged with { Over = 0 }, AlarmChange.None),
            (_, WatchOutcome.Calm) when alarm.Calm + 1 >= consecutive =>
                (new WatchAlarm(Judged: reading), AlarmChange.Ended),
            (_, WatchOutcome.Calm) => (judged with { Calm = alarm.Calm + 1 }, AlarmChange.None),
            _ => (judged with { Calm = 0 }, AlarmChange.None),
        };
    }
}
