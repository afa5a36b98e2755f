namespace Landfall.Orchestrations;

internal static class TrainStage
{
    public static async Task<(JobOutput? Model, RunEnd? Refused)> Run(Delivery delivery, JobPlan plan, Split split)
    {
        var (_, run, log, _) = delivery;
        log.Begin("trained", $"{split.TrainRows:N0} rows");

        var (job, stopped) = await JobStage.Run(delivery, new JobRequest(JobKind.Train, "train", run, split, plan));
        if (stopped is not null)
        {
            log.End("trained", StepState.Skipped, stopped.Reason);
            return (null, stopped);
        }

        await log.Record(
            "trained", "train", job.Succeeded ? $"{job.JobName} wrote {job.Output!.Digest}" : job.Message,
            new() { ["training"] = split.TrainDigest }, new { job.Cause, job.Attempts, job.Took });

        if (!job.Succeeded)
        {
            log.End("trained", StepState.Failed, job.Message);
            return (null, new(Verdict.Failed, $"training failed ({job.Cause}): {job.Message}"));
        }

        log.End("trained", StepState.Done, $"job {job.JobName}");
        return (job.Output, null);
    }
}
