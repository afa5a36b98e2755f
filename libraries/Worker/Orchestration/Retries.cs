namespace Landfall.Worker;

/// <summary>
/// Tries again inside the orchestration: every attempt is a new action, every pause a durable timer. A failure marked
/// non-retriable is never tried again.
/// </summary>
internal static class Retries
{
    public static Task<T> Run<T>(
        TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> attempt) => retry switch
        {
            { Policy: { } policy } => ByPolicy(context, policy, attempt),
            { Handler: { } handler } => ByHandler(context, handler, attempt),
            _ => attempt(),
        };

    internal static TimeSpan? Pause(RetryPolicy policy, int failedAttempts, TimeSpan elapsed, TaskFailureDetails failure)
    {
        var isOver = failure.IsNonRetriable
            || failedAttempts >= policy.MaxNumberOfAttempts
            || (policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout)
            || !policy.HandleFailure(failure);
        if (isOver)
            return null;

        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, failedAttempts - 1);
        return ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }

    private static async Task<T> ByPolicy<T>(
        TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        var began = context.CurrentUtcDateTime;
        for (var failed = 1; ; failed++)
        {
            TimeSpan? pause;
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure)
            {
                pause = Pause(policy, failed, context.CurrentUtcDateTime - began, failure.FailureDetails);
                if (pause is null)
                    throw;
            }

            await context.CreateTimer(pause.Value, CancellationToken.None);
        }
    }

    private static async Task<T> ByHandler<T>(
        TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        var began = context.CurrentUtcDateTime;
        for (var failed = 1; ; failed++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure) when (!failure.FailureDetails.IsNonRetriable)
            {
                var elapsed = context.CurrentUtcDateTime - began;
                var told = new RetryContext(context, failed, failure.FailureDetails, elapsed, CancellationToken.None);
                if (!await handler(told))
                    throw;
            }
        }
    }
}
