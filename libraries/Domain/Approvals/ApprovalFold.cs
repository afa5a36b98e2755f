namespace Landfall.Domain.Approvals;

/// <summary>What a log of decisions amounts to. Pure: the log is the truth, this only reads it.</summary>
public static class ApprovalFold
{
    /// <summary>
    /// Entries in order of their numbers. Each person's last word counts; a rejection, an expiry or a withdrawal of the
    /// question ends it; what comes after the end changes nothing.
    /// </summary>
    public static ApprovalView Of(ApprovalQuestion question, IEnumerable<ApprovalEntry> log)
    {
        var plan = question.Request.Plan;
        var approvals = new List<string>();
        var state = ApprovalState.Pending;
        string? end = null;
        var entries = 0;

        foreach (var entry in log.OrderBy(entry => entry.Sequence))
        {
            entries++;
            if (state != ApprovalState.Pending)
                continue;

            (state, end) = Apply(entry, approvals, plan.Quorum);
        }

        return new(question.Ticket.Id, state, plan.Quorum, approvals, end ?? Missing(plan, approvals), entries);
    }

    /// <summary>The question as it stands: an escalation asks more people, for the same time again.</summary>
    public static ApprovalQuestion Standing(ApprovalQuestion question, IEnumerable<ApprovalEntry> log)
    {
        ArgumentNullException.ThrowIfNull(question);
        var ticket = question.Ticket;
        return log.FirstOrDefault(entry => entry.Kind == ApprovalEntryKind.Escalate) is { } escalation
            ? question with
            {
                Ticket = ticket with
                {
                    Asked = [.. ticket.Asked.Union(escalation.Asked ?? [], StringComparer.OrdinalIgnoreCase)],
                    ExpiresAt = ticket.ExpiresAt + question.Request.Plan.ExpiresAfter,
                },
            }
            : question;
    }

    private static (ApprovalState State, string? End) Apply(ApprovalEntry entry, List<string> approvals, int quorum)
    {
        switch (entry.Kind)
        {
            case ApprovalEntryKind.Approve:
                if (!approvals.Contains(entry.By, StringComparer.OrdinalIgnoreCase))
                    approvals.Add(entry.By);
                return approvals.Count >= quorum
                    ? (ApprovalState.Approved, $"approved by {string.Join(", ", approvals)}{Said(entry)}")
                    : (ApprovalState.Pending, null);
            case ApprovalEntryKind.Withdraw:
                approvals.RemoveAll(name => string.Equals(name, entry.By, StringComparison.OrdinalIgnoreCase));
                return (ApprovalState.Pending, null);
            case ApprovalEntryKind.Reject:
                return (ApprovalState.Rejected, $"rejected by {entry.By}{Said(entry)}");
            case ApprovalEntryKind.Escalate:
                return (ApprovalState.Pending, null);
            case ApprovalEntryKind.Lower:
                return approvals.Count > 0
                    ? (ApprovalState.Approved, $"approved by {string.Join(", ", approvals)}, {approvals.Count} of {quorum}{Said(entry)}")
                    : (ApprovalState.Pending, null);
            case ApprovalEntryKind.Expire:
                return (ApprovalState.Expired, entry.Comment ?? "nobody decided in time");
            case ApprovalEntryKind.Supersede:
                return (ApprovalState.Superseded, entry.Comment ?? "newer data came first");
            case ApprovalEntryKind.Void:
                return (ApprovalState.Void, entry.Comment ?? "the evidence changed");
            default:
                throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, "unknown kind of approval entry");
        }
    }

    private static string Missing(ApprovalPlan plan, List<string> approvals) =>
        $"waiting for {plan.Quorum - approvals.Count} of {string.Join(", ", plan.By)}";

    private static string Said(ApprovalEntry entry) =>
        string.IsNullOrWhiteSpace(entry.Comment) ? "" : $": {entry.Comment}";
}
