namespace Landfall.Domain.Drift;

/// <summary>
/// Judges how far new data moved from a baseline, column by column. The limits are sizes of a change, not significance;
/// where chance alone might reach a limit, a column is not judged.
/// </summary>
public static class DriftJudge
{
    /// <summary>One result for each column of the baseline.</summary>
    /// <param name="baseline">What the new data is compared with.</param>
    /// <param name="current">The new data, profiled on the baseline's bins (<c>Alike</c>).</param>
    /// <param name="psiLimit">The largest population stability index, such as 0.25.</param>
    /// <param name="ksLimit">The largest Kolmogorov–Smirnov distance of numbers, such as 0.15.</param>
    /// <exception cref="ArgumentException">A limit is not positive, or two profiles have different bins.</exception>
    public static IReadOnlyList<DriftResult> Of(
        DataProfile baseline, DataProfile current, double psiLimit, double ksLimit)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(current);
        var byName = current.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return [.. baseline.Columns.Select(column => byName.TryGetValue(column.Name, out var other)
            ? Of(column, other, psiLimit, ksLimit)
            : Nothing(column.Name, "the new data does not have this column"))];
    }

    /// <summary>The same for one column.</summary>
    public static DriftResult Of(ColumnProfile baseline, ColumnProfile current, double psiLimit, double ksLimit)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(psiLimit);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ksLimit);
        return (baseline, current) switch
        {
            ({ Numeric: { } before }, { Numeric: { } now }) =>
                NumericDrift.Of(baseline.Name, before, now, psiLimit, ksLimit),
            ({ Category: { } before }, { Category: { } now }) =>
                CategoryDrift.Of(baseline.Name, before, now, psiLimit),
            _ => Nothing(baseline.Name, "it holds numbers on one side and words on the other"),
        };
    }

    internal static DriftResult Nothing(string column, string reason) =>
        new(column, null, null, null, false, false, $"{column} is not judged: {reason}.");

    internal static DriftResult TooFew(
        string column, double psi, double? ks, double? p, long before, long now, string figures) =>
        new(column, psi, ks, p, false, false,
            $"{column} is not judged: with {before:N0} rows before and {now:N0} now, chance alone may reach the limits; "
            + $"{figures}.");

    internal static DriftResult Judged(
        string column, double psi, double? ks, double? p, bool exceeded, string figures) =>
        new(column, psi, ks, p, true, exceeded, $"{column} {(exceeded ? "drifted" : "is stable")}: {figures}.");

    internal static string Missing(long before, long rowsBefore, long now, long rowsNow) => before + now == 0
        ? ""
        : $", missing {Percent((double)before / rowsBefore)} before and {Percent((double)now / rowsNow)} now";

    internal static string Percent(double share) => $"{share * 100:0.#} %";

    internal static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e15 or < 0.0001 => value.ToString("0.##e0"),
        >= 100 => value.ToString("N1"),
        _ => value.ToString("0.###"),
    };
}
