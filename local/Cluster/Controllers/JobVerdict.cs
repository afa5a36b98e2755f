using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>Where a Job is heading, decided from its spec, its counts and its pods.</summary>
internal sealed record JobVerdict(string Condition, string Reason, string Message)
{
    public bool Success => Condition == "SuccessCriteriaMet";

    public static JobVerdict? Decide(JsonObject job, IReadOnlyList<JsonObject> pods, JobCounts counts, DateTimeOffset now)
    {
        if (pods.Select(pod => PodFailure.ByPolicy(job, pod)).FirstOrDefault(match => match is { Action: "FailJob" }) is { } rule)
            return new JobVerdict("FailureTarget", "PodFailurePolicy", rule.Message);
        if (counts.Succeeded >= (job.Number("spec", "completions") ?? int.MaxValue)
            || (job.Number("spec", "completions") is null && counts.Succeeded > 0 && counts.Active == 0))
        {
            return new JobVerdict("SuccessCriteriaMet", "CompletionsReached", "Reached expected number of succeeded pods");
        }
        var limit = job.Number("spec", "backoffLimit") ?? 6;
        if (counts.Failed > limit || Restarts(job, pods) > limit)
            return new JobVerdict("FailureTarget", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        return job.Number("spec", "activeDeadlineSeconds") is { } deadline && job.Time("status", "startTime") is { } start
            && now - start >= TimeSpan.FromSeconds(deadline)
            ? new JobVerdict("FailureTarget", "DeadlineExceeded", "Job was active longer than specified deadline")
            : null;
    }

    private static int Restarts(JsonObject job, IReadOnlyList<JsonObject> pods) =>
        job.Text("spec", "template", "spec", "restartPolicy") != "OnFailure" ? 0 : pods
            .Where(pod => pod.Text("status", "phase") is "Running" or "Pending")
            .Sum(pod => pod.Items("status", "containerStatuses").Concat(pod.Items("status", "initContainerStatuses"))
                .Sum(status => status.Number("restartCount") ?? 0));
}
