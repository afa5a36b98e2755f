namespace Landfall.Worker;

/// <summary>Blank before all; numbers as numbers where both are; else as text without regard to case.</summary>
public static class VersionOrder
{
    public static int Compare(string? left, string? right)
    {
        if (string.IsNullOrWhiteSpace(left) || string.IsNullOrWhiteSpace(right))
            return (string.IsNullOrWhiteSpace(left) ? 0 : 1) - (string.IsNullOrWhiteSpace(right) ? 0 : 1);

        return System.Version.TryParse(left, out var first) && System.Version.TryParse(right, out var second)
            ? first.CompareTo(second)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }
}
