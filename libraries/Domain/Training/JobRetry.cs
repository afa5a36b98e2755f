namespace Landfall.Domain.Training;

/// <summary>Which failures another attempt can mend. Pure.</summary>
public static class JobRetry
{
    /// <returns>The next attempt, or null when the failure stands.</returns>
    public static JobProgress? After(JobProgress progress, JobReport report)
    {
        var plan = progress.Attempt.Request.Plan;
        var next = progress with
        {
            Attempt = progress.Attempt with { Number = progress.Attempt.Number + 1 },
            Job = null,
            LastWait = null,
        };

        return report.Cause switch
        {
            JobCause.Evicted or JobCause.Lost or JobCause.Storage when progress.Evictions < plan.EvictionRetries =>
                next with { Evictions = progress.Evictions + 1 },
            JobCause.OutOfMemory when progress.OutOfMemory < plan.OutOfMemoryRetries => next with
            {
                OutOfMemory = progress.OutOfMemory + 1,
                Attempt = next.Attempt with { MemoryFactor = progress.Attempt.MemoryFactor * 2 },
            },
            _ => null,
        };
    }

    /// <summary>Doubles from the plan's first time to its last.</summary>
    public static TimeSpan NextLook(JobProgress progress)
    {
        var plan = progress.Attempt.Request.Plan;
        var next = progress.LastWait is { } last ? last * 2 : plan.PollFrom;
        var wait = next < plan.PollTo ? next : plan.PollTo;
        return JobBudget.Left(progress) is { } left && left < wait ? left : wait;
    }
}
