namespace Landfall.Orchestrations;

/// <summary>How often activities are tried again. What no repetition can mend says so itself and is not tried again.</summary>
internal static class RetryPolicies
{
    /// <summary>For what is short and idempotent: about four minutes in all.</summary>
    public static TaskOptions Short { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>For what may as well be done at the next look: a few seconds.</summary>
    public static TaskOptions Brief { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromSeconds(10)));

    /// <summary>For what reads much or computes long.</summary>
    public static TaskOptions Long { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 3,
        maxRetryInterval: TimeSpan.FromMinutes(2)));

    /// <summary>For looking at what goes on without us: a cluster may be away for an hour, and its work is none the worse.</summary>
    public static TaskOptions Patient { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 66, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>For what must be written whatever happens: about a day.</summary>
    public static TaskOptions Stubborn { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 300, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(5)));
}
