namespace Landfall.Worker;

/// <summary>One page of a listing.</summary>
/// <param name="ContinuationToken">Where the next page begins; absent on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Values, string? ContinuationToken = null);
