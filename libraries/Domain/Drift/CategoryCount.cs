namespace Landfall.Domain.Drift;

/// <summary>One value of a column and how often it occurs.</summary>
public sealed record CategoryCount(string Value, long Count);
