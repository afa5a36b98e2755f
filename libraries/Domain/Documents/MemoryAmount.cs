using System.Globalization;

namespace Landfall.Domain.Documents;

/// <summary>Amounts of memory as documents write them, and as people read them.</summary>
public static class MemoryAmount
{
    private static readonly (string Suffix, decimal Factor)[] Units =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("k", 1_000), ("M", 1_000_000),
        ("G", 1_000_000_000), ("T", 1_000_000_000_000), ("m", 0.001m), ("", 1),
    ];

    /// <param name="quantity">A Kubernetes quantity, in the form that documents are held to.</param>
    /// <exception cref="FormatException">It is none, or more than a number of 64 bits holds.</exception>
    public static long Bytes(string quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        var (suffix, factor) = Units.First(unit => quantity.EndsWith(unit.Suffix, StringComparison.Ordinal));
        if (!decimal.TryParse(quantity[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue / Math.Max(factor, 1))
            throw new FormatException($"'{quantity}' is no amount of memory. Expected one such as 512Mi or 4Gi.");
        return (long)(number * factor);
    }

    /// <summary>In mebibytes, rounded up: what is a little above a limit must not look like it.</summary>
    public static string Words(long bytes)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 104857.6m) / 10:N1} MiB");
        return text.Replace(".0 ", " ", StringComparison.Ordinal);
    }
}
