namespace Landfall.Domain.Drift;

/// <summary>What is kept of a dataset to compare others with it.</summary>
public sealed record DataProfile(IReadOnlyList<ColumnProfile> Columns);
