namespace Landfall.Domain.Drift;

/// <summary>A column of a dataset: numbers or words, exactly one of the two.</summary>
public sealed record ColumnProfile(string Name, NumericProfile? Numeric = null, CategoryProfile? Category = null);
