namespace Landfall.Orchestrations;

/// <summary>
/// One piece of work on the cluster, to its end: applies a Job, looks at it until it is over, and makes it again where
/// another attempt can mend what went wrong (<see cref="JobRetry"/>). State diagram: README.md.
/// </summary>
public static class ClusterJob
{
    private const int LooksPerExecution = 100;   // history is resent whole every turn: keep it short

    [Function(Orchestrators.ClusterJob)]
    public static async Task<JobResult?> Run([OrchestrationTrigger] TaskOrchestrationContext context, JobProgress progress)
    {
        var cancel = new Inbox<PersonCommand>(context, Signals.Cancel);

        for (var looks = 0; looks < LooksPerExecution || cancel.HasArrived; looks++)
        {
            var job = progress.Job
                ?? await context.CallActivityAsync<JobRef>(Apply(progress), progress.Attempt, RetryPolicies.Short);
            progress = progress with { Job = job, AppliedAt = progress.AppliedAt ?? context.CurrentUtcDateTime };

            var report = await Look(context, progress, job);
            context.SetCustomStatus(report);
            progress = JobBudget.Charge(progress, report, context.CurrentUtcDateTime);

            if (report.State == JobState.Succeeded)
                return await End(context, progress, job, new(true, JobCause.None, "done", report));

            if (report.State is JobState.Failed or JobState.Gone)
            {
                var next = JobRetry.After(progress, report);
                if (next is null)
                    return await End(context, progress, job, new(false, report.Cause, report.Message ?? "the Job failed", report));
                if (cancel.Take() is { } given)
                    return await End(context, progress, job, new(false, JobCause.Cancelled, given.Reason ?? "cancelled", report));

                if (JobBudget.IsSpent(progress))
                    return await End(context, progress, job, new(false, JobCause.Budget, $"{report.Message}; no other attempt: {JobBudget.Explain(progress)}", report));

                if (await TryRemove(context, progress, job) is { } left)
                    return Result(context, progress, job, new(false, report.Cause, $"{report.Message}; no other attempt: {left}", report));
                progress = next;
                continue;
            }

            if (JobBudget.IsSpent(progress))
                return await End(context, progress, job, new(false, JobCause.Budget, JobBudget.Explain(progress), report));

            var wait = JobRetry.NextLook(progress);
            if (await cancel.Within(wait) is { } command)
                return await End(context, progress, job, new(false, JobCause.Cancelled, command.Reason ?? "cancelled", report));
            progress = progress with { LastWait = wait };
        }

        context.ContinueAsNew(progress);
        return null;
    }

    /// <summary>A Job that cannot be looked at any more is given up, not left alone.</summary>
    private static async Task<JobReport> Look(TaskOrchestrationContext context, JobProgress progress, JobRef job)
    {
        try
        {
            return await context.CallActivityAsync<JobReport>(
                Read(progress), new JobLook(progress.Attempt, job), RetryPolicies.Patient);
        }
        catch (TaskFailedException failure)
        {
            return new(JobState.Failed, JobCause.Unreadable, Message: $"Job {job.Name} cannot be read: {failure.ToReason()}");
        }
    }

    /// <summary>The result is known and travels in the history: now the Job may go.</summary>
    private static async Task<JobResult> End(
        TaskOrchestrationContext context, JobProgress progress, JobRef job, JobEnd end)
    {
        var left = await TryRemove(context, progress, job);
        return Result(context, progress, job, left is null ? end : end with { Message = $"{end.Message}; {left}" });
    }

    /// <returns>Why it is still there: a result stands all the same, and the sweep removes the Job once its run is over.</returns>
    private static async Task<string?> TryRemove(TaskOrchestrationContext context, JobProgress progress, JobRef job)
    {
        try
        {
            await context.CallActivityAsync(Remove(progress), new JobLook(progress.Attempt, job), RetryPolicies.Short);
            return null;
        }
        catch (TaskFailedException failure)
        {
            return $"Job {job.Name} could not be removed ({failure.ToReason()}) and is swept when the run is over";
        }
    }

    private static JobResult Result(TaskOrchestrationContext context, JobProgress progress, JobRef job, JobEnd end) => new(
        end.Succeeded, end.Cause, end.Message, progress.Attempt.Number, end.Report.Output, job.Name,
        context.CurrentUtcDateTime - progress.AppliedAt!.Value);

    private static string Apply(JobProgress progress) =>
        progress.Kind == JobKind.Train ? Steps.ApplyTrainJob : Steps.ApplyEvaluateJob;

    private static string Read(JobProgress progress) =>
        progress.Kind == JobKind.Train ? Steps.ReadTrainJob : Steps.ReadEvaluateJob;

    private static string Remove(JobProgress progress) =>
        progress.Kind == JobKind.Train ? Steps.RemoveTrainJob : Steps.RemoveEvaluateJob;

    private sealed record JobEnd(bool Succeeded, JobCause Cause, string Message, JobReport Report);
}
