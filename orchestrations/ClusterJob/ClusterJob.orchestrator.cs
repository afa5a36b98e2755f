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

            var report = await context.CallActivityAsync<JobReport>(
                Read(progress), new JobLook(progress.Attempt, job), RetryPolicies.Short);
            context.SetCustomStatus(report);

            if (report.State == JobState.Succeeded)
                return await End(context, progress, job, new(true, JobCause.None, "done", report));

            if (report.State is JobState.Failed or JobState.Gone)
            {
                var next = JobRetry.After(progress, report);
                if (next is null)
                    return await End(context, progress, job, new(false, report.Cause, report.Message ?? "the Job failed", report));
                if (cancel.Take() is { } given)
                    return await End(context, progress, job, new(false, JobCause.Cancelled, given.Reason ?? "cancelled", report));

                await context.CallActivityAsync(Remove(progress), new JobLook(progress.Attempt, job), RetryPolicies.Short);
                progress = next;
                continue;
            }

            var wait = JobRetry.NextLook(progress);
            if (await cancel.Within(wait) is { } command)
                return await End(context, progress, job, new(false, JobCause.Cancelled, command.Reason ?? "cancelled", report));
            progress = progress with { LastWait = wait };
        }

        context.ContinueAsNew(progress);
        return null;
    }

    /// <summary>The result is known and travels in the history: now the Job may go.</summary>
    private static async Task<JobResult> End(
        TaskOrchestrationContext context, JobProgress progress, JobRef job, JobEnd end)
    {
        await context.CallActivityAsync(Remove(progress), new JobLook(progress.Attempt, job), RetryPolicies.Short);
        return new(
            end.Succeeded, end.Cause, end.Message, progress.Attempt.Number, end.Report.Output, job.Name,
            context.CurrentUtcDateTime - progress.AppliedAt!.Value);
    }

    private static string Apply(JobProgress progress) =>
        progress.Kind == JobKind.Train ? Steps.ApplyTrainJob : Steps.ApplyEvaluateJob;

    private static string Read(JobProgress progress) =>
        progress.Kind == JobKind.Train ? Steps.ReadTrainJob : Steps.ReadEvaluateJob;

    private static string Remove(JobProgress progress) =>
        progress.Kind == JobKind.Train ? Steps.RemoveTrainJob : Steps.RemoveEvaluateJob;

    private sealed record JobEnd(bool Succeeded, JobCause Cause, string Message, JobReport Report);
}
