namespace Landfall.Local.Cluster.Api;

/// <summary>Durations as kubectl's tables print them: 96s, 13m, 3h5m, 2d.</summary>
internal static class Age
{
    public static string Since(DateTimeOffset? time, DateTimeOffset now) =>
        time is { } start ? Of(now - start) : "<unknown>";

    public static string Of(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        return seconds switch
        {
            < 0 => "0s",
            < 120 => $"{seconds}s",
            < 600 => seconds % 60 == 0 ? $"{seconds / 60}m" : $"{seconds / 60}m{seconds % 60}s",
            < 3 * 3600 => $"{seconds / 60}m",
            < 8 * 3600 => (seconds / 60 % 60) == 0 ? $"{seconds / 3600}h" : $"{seconds / 3600}h{seconds / 60 % 60}m",
            < 48 * 3600 => $"{seconds / 3600}h",
            < 8 * 86400 => (seconds / 3600 % 24) == 0 ? $"{seconds / 86400}d" : $"{seconds / 86400}d{seconds / 3600 % 24}h",
            _ => $"{seconds / 86400}d",
        };
    }
}
