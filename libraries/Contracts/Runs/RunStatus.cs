namespace Landfall.Contracts;

public enum StepState { Pending, Running, Waiting, Done, Refused, Failed, Skipped }

/// <param name="Name">landed, validated, trained, evaluated, registered, checked (where there are checks), approved, rollout, recorded.</param>
/// <param name="Detail">One line for people, with its numbers.</param>
public sealed record StepStatus(
    string Name, StepState State, DateTimeOffset? StartedAt = null, DateTimeOffset? FinishedAt = null, string? Detail = null);

/// <summary>
/// What a run shows of itself: the orchestration's custom status while it lives, and a blob after its end, because a
/// hub's memory is short.
/// </summary>
/// <param name="WaitingFor">For what and since when, and what would end it; null when nothing is waited for.</param>
/// <param name="Checks">Checks by systems outside; null where the pipeline has none.</param>
/// <param name="Outcome">What the gates said of an experiment; null for every other run, and before.</param>
/// <param name="Traffic">How much live traffic the candidate has, in percent; -1 in shadow; null before any.</param>
public sealed record RunStatus(
    Run Run,
    IReadOnlyList<StepStatus> Steps,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt = null,
    Verdict? Verdict = null,
    string? Reason = null,
    string? WaitingFor = null,
    DateTimeOffset? WaitingSince = null,
    string? ApprovalId = null,
    ModelVersionRef? Version = null,
    ModelVersionRef? Champion = null,
    int? Traffic = null,
    RunArtifacts? Artifacts = null,
    IReadOnlyList<CheckStatus>? Checks = null,
    EvaluationOutcome? Outcome = null);

/// <summary>Blobs of the run container that explain it.</summary>
public sealed record RunArtifacts(
    string? DataReport = null, string? DataReportPage = null, string? Evaluation = null, string? Rollout = null);

/// <param name="TrafficRestored">True when live traffic had flowed to the candidate and all of it went back.</param>
public sealed record RunResult(string RunId, Verdict Verdict, string Reason, bool TrafficRestored = false);
