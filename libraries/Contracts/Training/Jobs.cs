namespace Landfall.Contracts;

public enum JobKind { Train, Evaluate }

/// <summary>What a Job is for. Its name follows from run, role and attempt, so that applying it twice makes one.</summary>
/// <param name="Role"><c>train</c>, <c>candidate</c> or <c>champion</c>.</param>
/// <param name="Model">Evaluate only: whose predictions are wanted.</param>
public sealed record JobRequest(JobKind Kind, string Role, Run Run, Split Split, JobPlan Plan, ModelRef? Model = null);

/// <param name="MemoryFactor">1, doubled after each out-of-memory retry.</param>
public sealed record JobAttempt(JobRequest Request, int Number, int MemoryFactor = 1);

/// <param name="Uid">Kept, so that a dying or foreign Job of the same name is not taken for ours.</param>
public sealed record JobRef(string Namespace, string Name, string Uid);

public enum JobState { Pending, Running, Succeeded, Failed, Gone }

/// <summary>Why a Job failed; decides whether another attempt can mend it.</summary>
public enum JobCause { None, OwnFailure, OutOfMemory, Evicted, ImagePull, Deadline, BadOutput, Lost, Fetch, Push, Cancelled, Unreadable, Storage, Budget }

/// <param name="Message">For people: what happened, where, what next; includes the end of the log where it helps.</param>
/// <param name="Progress">The last line of progress, if the program writes any.</param>
public sealed record JobReport(
    JobState State, JobCause Cause = JobCause.None, int? ExitCode = null, string? Message = null, string? Progress = null,
    JobOutput? Output = null);

/// <summary>What the Job pushed: a file manifest in the output container.</summary>
public sealed record JobOutput(string Manifest, string Digest, int Files, long Bytes);

public sealed record JobLook(JobAttempt Attempt, JobRef Job);

/// <param name="Output">Set exactly when the Job succeeded.</param>
public sealed record JobResult(
    bool Succeeded, JobCause Cause, string Message, int Attempts, JobOutput? Output, string JobName, TimeSpan Took);
