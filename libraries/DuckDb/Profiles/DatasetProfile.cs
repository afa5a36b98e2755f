namespace Landfall.DuckDb.Profiles;

/// <summary>What a dataset looks like: small enough to keep for ever, enough to compare the next one with.</summary>
/// <param name="Drift">The bins that the next dataset is counted on.</param>
public sealed record DatasetProfile(
    string Dataset, string Name, long Rows, IReadOnlyList<ColumnProfile> Columns, Landfall.Domain.Drift.DataProfile? Drift = null)
{
    public ColumnProfile? Find(string column) => Columns.FirstOrDefault(c => c.Name == column);
}

/// <param name="Distinct">Different values, exact to a few per cent.</param>
/// <param name="Min">As text; null without values.</param>
/// <param name="Quantiles">Of numbers: values at 0, 1, … 100 per cent.</param>
/// <param name="Edges">Of numbers: where the bars of the histogram end, ascending; the last has no end.</param>
/// <param name="Counts">Rows per bar: one more than edges; for texts, rows per value of <paramref name="Values"/>.</param>
/// <param name="Values">Of texts: the most frequent values.</param>
public sealed record ColumnProfile(
    string Name, string Type, long Rows, long Nulls, long Distinct, string? Min = null, string? Max = null,
    double? Mean = null, IReadOnlyList<double>? Quantiles = null, IReadOnlyList<double>? Edges = null,
    IReadOnlyList<long>? Counts = null, IReadOnlyList<string>? Values = null)
{
    public double NullShare => Rows == 0 ? 0 : (double)Nulls / Rows;
}
