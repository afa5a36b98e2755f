namespace Landfall.Domain.Approvals;

/// <summary>The end of a question that no person decided: it takes the log's next number like any decision.</summary>
public static class Closing
{
    private const string Us = "landfall";

    /// <summary>More people are asked, once; a question that is over asks nobody.</summary>
    public static DecisionRuling Escalate(
        ApprovalQuestion question, IReadOnlyList<ApprovalEntry> log, IReadOnlyList<string> people, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (log.FirstOrDefault(entry => entry.Kind == ApprovalEntryKind.Escalate) is { } known)
            return new(RefusedBecause.AlreadyDecided, known, "Those above have been asked already.");

        var ruling = On(question, log, ApprovalEntryKind.Escalate, $"nobody decided in time: asked {string.Join(", ", people)} too", now);
        return ruling.Entry is { } entry ? ruling with { Entry = entry with { Asked = people } } : ruling;
    }

    /// <summary>
    /// One yes is enough where two people let the run pass the number of approvals. A question without any yes stays open: what
    /// an override ends or takes back before somebody says yes lowers nothing.
    /// </summary>
    public static DecisionRuling Lower(
        ApprovalQuestion question, IReadOnlyList<ApprovalEntry> log, OverrideView live, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(live);
        if (ApprovalFold.Of(question, log).Approvals.Count == 0 || !live.Passes(OverridableRule.Approvals))
            return new(RefusedBecause.NotAsked, null, "Nothing is to be lowered.");

        var ruling = On(question, log, ApprovalEntryKind.Lower, $"one is enough, {live.Words}", now);
        return ruling.Entry is { } entry ? ruling with { Entry = entry with { Key = $"{Us}-override-{live.Number}" } } : ruling;
    }

    /// <param name="question">Null when nobody has been asked yet.</param>
    /// <param name="kind">Expire, Supersede or Void.</param>
    public static DecisionRuling On(
        ApprovalQuestion? question, IReadOnlyList<ApprovalEntry> log, ApprovalEntryKind kind, string reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (question is null && log.Count > 0)
            return new(RefusedBecause.AlreadyOver, null, "This is over before it was asked.");
        if (question is not null && ApprovalFold.Of(question, log) is { State: not ApprovalState.Pending } view)
            return new(RefusedBecause.AlreadyOver, null, $"This is over: {view.Explanation}.");

        var next = log.Count == 0 ? 1 : log.Max(entry => entry.Sequence) + 1;
        return new(RefusedBecause.None, new(next, kind, Us, now, reason, Us, $"{Us}-{kind}"), "Recorded.");
    }
}
