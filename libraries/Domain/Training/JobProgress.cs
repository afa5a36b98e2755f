namespace Landfall.Domain.Training;

/// <summary>Where a piece of cluster work stands; carried from one execution of its orchestration to the next.</summary>
/// <param name="Used">How long pods of all attempts ran; kept where there is a budget.</param>
/// <param name="RunningSince">UTC time of the last look that saw the pod running.</param>
/// <param name="AppliedAt">UTC time of the first apply, over all attempts.</param>
public sealed record JobProgress(
    JobAttempt Attempt, JobRef? Job = null, DateTime? AppliedAt = null, TimeSpan? LastWait = null, int Evictions = 0,
    int OutOfMemory = 0, TimeSpan? Used = null, DateTime? RunningSince = null)
{
    public JobKind Kind => Attempt.Request.Kind;

    public static JobProgress Begin(JobRequest request) => new(new JobAttempt(request, Number: 1));
}
