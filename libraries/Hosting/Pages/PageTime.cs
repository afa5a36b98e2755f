using System.Globalization;

namespace Landfall.Hosting.Pages;

/// <summary>Times for people: how long ago in the text, the exact instant with its zone on hover. All in UTC.</summary>
public static class PageTime
{
    public static Html Ago(DateTimeOffset at, DateTimeOffset now) => Exactly(at, $"{Span(now - at)} ago");

    public static Html Since(DateTimeOffset at, DateTimeOffset now) => Exactly(at, Span(now - at));

    /// <summary>For lists whose heading says UTC; the day is on hover.</summary>
    public static Html Clock(DateTimeOffset at) =>
        Exactly(at, at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture));

    /// <summary>For lists that reach over days, under a heading that says UTC.</summary>
    public static Html DayAndClock(DateTimeOffset at) =>
        Exactly(at, at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    /// <summary>Day and minute, with the zone.</summary>
    public static Html Minute(DateTimeOffset at) =>
        Exactly(at, at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));

    public static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>One unit, rounded down: nobody decides by the seconds of an hour.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "0 s",
        { TotalMinutes: < 2 } => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 2 } => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} days",
    };

    private static Html Exactly(DateTimeOffset at, string text) =>
        Html.Of($"<time datetime=\"{at.UtcDateTime:O}\" title=\"{Stamp(at)}\">{text}</time>");
}
