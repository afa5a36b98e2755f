using System.Globalization;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>Kubernetes quantities of memory: 128Mi, 1G, 1e9, 500M.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, double Factor)[] _suffixes =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12),
    ];

    /// <summary>Bytes; 0 when there is no quantity or it cannot be read.</summary>
    public static long Bytes(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return 0;
        var (suffix, factor) = _suffixes.FirstOrDefault(s => text.EndsWith(s.Suffix, StringComparison.Ordinal));
        var number = suffix is null ? text : text[..^suffix.Length];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (long)(value * (suffix is null ? 1 : factor))
            : 0;
    }
}
