using System.Globalization;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents.Reading;

/// <summary>The inclusive limits of a field, in its own unit; durations in seconds.</summary>
internal readonly record struct FieldRange(double? Least, double? Most)
{
    /// <summary>Reads <c>least..most</c>.</summary>
    public static FieldRange Parse(string? text)
    {
        if (text is null)
            return default;
        var parts = text.Split("..");
        return new(Number(parts[0]), Number(parts[1]));
    }

    /// <summary>Whether a value is within the limits; not-a-number and infinities never are.</summary>
    public bool Contains(double value) =>
        double.IsFinite(value) && value >= (Least ?? double.MinValue) && value <= (Most ?? double.MaxValue);

    /// <summary>The limits in words, for a message.</summary>
    public static string Words(string? text, string? unit)
    {
        if (text is null)
            return "";
        var parts = text.Split("..");
        var suffix = unit is null ? "" : $" {unit}";
        return (parts[0], parts[1]) switch
        {
            ("", var most) => $"at most {most}{suffix}",
            (var least, "") => $"at least {least}{suffix}",
            var (least, most) => $"from {least} to {most}{suffix}",
        };
    }

    private static double? Number(string text) =>
        text.Length == 0 ? null
        : DurationText.TryParse(text, out var duration) ? duration.TotalSeconds
        : double.Parse(text, CultureInfo.InvariantCulture);
}
