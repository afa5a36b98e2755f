namespace Landfall.Contracts;

/// <summary>
/// What an orchestrator needs to know of the documents: times, counts and choices, never bulk. Made once by
/// <see cref="Steps.PlanRun"/> from the pinned documents; activities read the documents themselves.
/// </summary>
/// <param name="PolicyRefusal">What of the pipeline the policy does not allow; null when it allows all of it.</param>
/// <param name="ShowsVersions">Whether a registered version is shown in another registry too; never in plans of an earlier version.</param>
/// <param name="Checks">What systems outside have to say of the version; null without any, and in plans of an earlier version.</param>
public sealed record RunPlan(
    QuarantinePlan Quarantine,
    JobPlan Train,
    JobPlan Evaluate,
    ApprovalPlan Approval,
    RolloutPlan Rollout,
    string? PolicyRefusal = null,
    bool ShowsVersions = false,
    IReadOnlyList<CheckPlan>? Checks = null);

/// <summary>What happens to data that failed its checks.</summary>
public enum OnDoubt
{
    /// <summary>It waits for a person to release it.</summary>
    Quarantine,

    /// <summary>It waits too, and the approvers are told at once.</summary>
    Ask,

    /// <summary>The checks are shown and nothing waits; data that nothing can be trained on is refused at once.</summary>
    Warn,
}

/// <param name="ExpiresAfter">How long it waits for a person; then the run is rejected.</param>
public sealed record QuarantinePlan(OnDoubt OnFailure, TimeSpan ExpiresAfter);

/// <param name="Deadline">For one attempt, by the wall clock.</param>
/// <param name="EvictionRetries">How often a pod that was taken away may be made again.</param>
/// <param name="OutOfMemoryRetries">How often a pod that ran out of memory may be made again, with twice as much.</param>
/// <param name="Budget">How long all attempts together may run; null for no limit.</param>
/// <param name="BudgetRule">Which part of the budget that is; null without one, and in plans of an earlier version.</param>
/// <param name="PollFrom">First time between two looks at the Job; doubles up to <paramref name="PollTo"/>.</param>
public sealed record JobPlan(
    TimeSpan Deadline, int EvictionRetries, int OutOfMemoryRetries, TimeSpan PollFrom, TimeSpan PollTo,
    TimeSpan? Budget = null, string? BudgetRule = null);

public enum ApprovalWhen { Always, Risky, Never }

/// <param name="Rules">The policy's floor; null in plans of an earlier version.</param>
/// <param name="EscalateTo">Groups that are asked as well when the time is over, once, for the same time again; null for none.</param>
public sealed record ApprovalPlan(
    ApprovalWhen When, int Quorum, IReadOnlyList<string> By, TimeSpan? RemindAfter, TimeSpan ExpiresAfter,
    ApprovalRules? Rules = null, IReadOnlyList<string>? EscalateTo = null);
