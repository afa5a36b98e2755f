namespace Landfall.Domain.Approvals;

/// <summary>Why a decision was not taken.</summary>
public enum RefusedBecause { None, AlreadyOver, NotAsked, Excluded, AlreadyDecided, Expired, NothingToWithdraw }

/// <param name="Entry">The entry to claim, with the next number; null when refused.</param>
/// <param name="Explanation">For the person: what is so, and what they can do.</param>
public sealed record DecisionRuling(RefusedBecause Refused, ApprovalEntry? Entry, string Explanation);

/// <summary>May this person decide this now? Pure; the caller claims the entry's number create-only and asks again if it is taken.</summary>
public static class DecisionRules
{
    /// <param name="kind">Approve, Reject or Withdraw.</param>
    /// <param name="excluded">People who must not decide, such as the author.</param>
    public static DecisionRuling On(
        ApprovalQuestion question, IReadOnlyList<ApprovalEntry> log, ApprovalEntryKind kind, string by, string? comment,
        string channel, string key, DateTimeOffset now, IReadOnlyCollection<string> excluded)
    {
        var repeat = log.FirstOrDefault(entry => entry.Key == key);
        if (repeat is not null)
            return new(RefusedBecause.AlreadyDecided, repeat, "This decision has been recorded already.");

        var view = ApprovalFold.Of(question, log);
        if (view.State != ApprovalState.Pending)
            return Refuse(RefusedBecause.AlreadyOver, $"This is over: {view.Explanation}. Nothing was changed.");

        if (now >= question.Ticket.ExpiresAt)
            return Refuse(RefusedBecause.Expired, $"This expired at {question.Ticket.ExpiresAt:u}. Nothing was changed.");

        if (!question.Ticket.Asked.Contains(by, StringComparer.OrdinalIgnoreCase))
            return Refuse(RefusedBecause.NotAsked, $"{by} was not asked. Asked: {string.Join(", ", question.Ticket.Asked)}.");

        if (excluded.Contains(by, StringComparer.OrdinalIgnoreCase))
            return Refuse(RefusedBecause.Excluded, $"{by} may not decide this: authors do not approve their own work.");

        if (kind == ApprovalEntryKind.Approve && view.Approvals.Contains(by, StringComparer.OrdinalIgnoreCase))
            return Refuse(RefusedBecause.AlreadyDecided, $"{by} has approved already.");

        if (kind == ApprovalEntryKind.Withdraw && !view.Approvals.Contains(by, StringComparer.OrdinalIgnoreCase))
            return Refuse(RefusedBecause.NothingToWithdraw, $"{by} has not approved, so there is nothing to withdraw.");

        var next = log.Count == 0 ? 1 : log.Max(entry => entry.Sequence) + 1;
        return new(RefusedBecause.None, new(next, kind, by, now, comment, channel, key), "Recorded.");
    }

    private static DecisionRuling Refuse(RefusedBecause why, string explanation) => new(why, null, explanation);
}
