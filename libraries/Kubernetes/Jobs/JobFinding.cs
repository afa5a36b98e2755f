namespace Landfall.Kubernetes.Jobs;

/// <summary>What a Job and its pod say, before any log was read.</summary>
/// <param name="Text">What a container left as its last words; its log is not needed then.</param>
/// <param name="LogOf">The container whose log explains it, or shows progress.</param>
/// <param name="AlsoLogOf">The container behind it: the server that did not answer.</param>
internal sealed record JobFinding(
    JobState State, JobCause Cause = JobCause.None, string? Message = null, int? ExitCode = null, string? Text = null,
    string? LogOf = null, string? AlsoLogOf = null)
{
    public static JobFinding Fail(JobCause cause, string message) => new(JobState.Failed, cause, message);
}
