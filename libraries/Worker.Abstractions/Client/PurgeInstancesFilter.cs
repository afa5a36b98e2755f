namespace Landfall.Worker;

/// <summary>Which ended instances to purge.</summary>
public sealed record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>Stop after this time, with what was done by then.</summary>
    public TimeSpan? Timeout { get; init; }
}
