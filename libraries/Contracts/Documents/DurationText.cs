using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Landfall.Contracts.Documents;

/// <summary>
/// Durations as documents write them: a whole number and one unit, <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or
/// <c>d</c>: <c>250ms</c>, <c>1s</c>, <c>30m</c>, <c>2h</c>, <c>14d</c>. From zero to 3,650 days.
/// </summary>
public static class DurationText
{
    private static readonly (string Unit, long Milliseconds)[] Units =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    private const long Most = 3_650L * 86_400_000;

    /// <summary>Reads a duration; false for every other text.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null)
            return false;

        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 15)
            return false;

        var count = long.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture);
        foreach (var (unit, milliseconds) in Units)
        {
            if (!text.AsSpan(digits).SequenceEqual(unit) || count > Most / milliseconds)
                continue;
            duration = TimeSpan.FromMilliseconds(count * milliseconds);
            return true;
        }

        return false;
    }

    /// <summary>Writes a duration in its largest whole unit: 90 minutes are <c>90m</c>, two hours <c>2h</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var total = (long)duration.TotalMilliseconds;
        if (total == 0)
            return "0s";

        var (unit, milliseconds) = Units.First(candidate => total % candidate.Milliseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{total / milliseconds}{unit}");
    }
}
