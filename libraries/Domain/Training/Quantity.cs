using System.Globalization;

namespace Landfall.Domain.Training;

/// <summary>Kubernetes quantities as documents write them: digits, and one of m, k, M, G, T, Ki, Mi, Gi, Ti. Pure.</summary>
public static class Quantity
{
    /// <returns>In units: cores of <c>500m</c>, bytes of <c>4Gi</c>.</returns>
    /// <exception cref="FormatException">Not such a quantity; documents are checked before they come here.</exception>
    public static double Units(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var unit = text.AsSpan().IndexOfAnyExcept("0123456789.");
        var (digits, suffix) = unit < 0 ? (text, "") : (text[..unit], text[unit..]);
        return double.Parse(digits, CultureInfo.InvariantCulture) * suffix switch
        {
            "" => 1,
            "m" => 1e-3,
            "k" => 1e3,
            "M" => 1e6,
            "G" => 1e9,
            "T" => 1e12,
            "Ki" => 1L << 10,
            "Mi" => 1L << 20,
            "Gi" => 1L << 30,
            "Ti" => 1L << 40,
            _ => throw new FormatException($"'{text}' is no quantity such as 500m, 2 or 4Gi."),
        };
    }
}
