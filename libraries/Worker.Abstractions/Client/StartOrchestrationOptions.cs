namespace Landfall.Worker;

/// <summary>How a new orchestration is started.</summary>
/// <param name="InstanceId">Absent means a new guid.</param>
/// <param name="StartAt">Not before this time.</param>
public sealed record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
{
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public TaskVersion? Version { get; init; }

    /// <summary>Names of statuses in which an existing instance of this id is an error; absent leaves it to the hub.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
