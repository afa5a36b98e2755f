namespace Landfall.Contracts;

/// <summary>What is asked, bound to its evidence by digest: another model, report or policy is another question.</summary>
/// <param name="Step">Set when a step of a rollout is asked for, and not the rollout itself.</param>
/// <param name="Checks">What systems outside said of the version; null where none was asked.</param>
public sealed record ApprovalRequest(
    string Id, Run Run, ModelVersionRef Version, ModelVersionRef? Champion, EvaluationResult Evaluation, ApprovalPlan Plan,
    string DataHeadline, RiskAssessment? Risk = null, StepQuestion? Step = null, IReadOnlyList<CheckStatus>? Checks = null);

/// <summary>A step of a rollout that needs people.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="From">Percent of live traffic the candidate has while they are asked.</param>
/// <param name="To">Percent it would have.</param>
/// <param name="Seen">What the judges saw last; null where it has had no requests yet.</param>
public sealed record StepQuestion(int Step, int From, int To, RolloutLook? Seen);

/// <param name="EvidenceDigest">What the approvers are shown, as one digest.</param>
public sealed record ApprovalTicket(string Id, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt, string EvidenceDigest, IReadOnlyList<string> Asked);

/// <summary>The stored question, entry 0 of the log.</summary>
public sealed record ApprovalQuestion(ApprovalRequest Request, ApprovalTicket Ticket);

public enum ApprovalEntryKind
{
    Approve, Reject, Withdraw, Expire, Supersede, Void, Escalate,

    /// <summary>An emergency override let the approvals that were there be enough.</summary>
    Lower,
}

/// <summary>One entry of the log <c>{id}/{seq}.json</c>; the number is claimed create-only.</summary>
/// <param name="Key">Makes a repeat of the same decision known as such.</param>
/// <param name="Asked">Whom an escalation asked as well.</param>
public sealed record ApprovalEntry(
    int Sequence, ApprovalEntryKind Kind, string By, DateTimeOffset At, string? Comment, string Channel, string Key,
    IReadOnlyList<string>? Asked = null);

public enum ApprovalState { Pending, Approved, Rejected, Expired, Superseded, Void }

/// <summary>The fold over the log.</summary>
/// <param name="Approvals">Who has approved and not withdrawn.</param>
/// <param name="Explanation">One sentence: who decided what, or who is still missing.</param>
public sealed record ApprovalView(
    string Id, ApprovalState State, int Quorum, IReadOnlyList<string> Approvals, string Explanation, int Entries);

public sealed record ReadApprovalRequest(string Id);

/// <summary>Asks those who stand above, once; asked again it answers the same.</summary>
public sealed record EscalateRequest(string Id);

public sealed record RemindRequest(string Id, int Reminder);

/// <param name="Kind">Expire or Supersede.</param>
public sealed record CloseApprovalRequest(string Id, ApprovalEntryKind Kind, string Reason);
