namespace Landfall.Worker;

/// <summary>How many instances a purge removed, and whether it got through all of them.</summary>
public sealed record PurgeResult(int PurgedInstanceCount, bool? IsComplete = null);
