namespace Landfall.Worker;

/// <summary>What a retry handler is told.</summary>
/// <param name="LastAttemptNumber">Counts from one.</param>
/// <param name="TotalRetryTime">Since the first attempt began, by the orchestration's clock.</param>
public sealed record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
