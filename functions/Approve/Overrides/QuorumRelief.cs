using Landfall.Domain.Approvals;
using Landfall.Domain.Overrides;
using Landfall.Functions.Approve.Asking;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Approve.Overrides;

/// <summary>
/// Lets the approvals that are there be enough, where two people let the run pass their number. That is an entry of the
/// question's log, so that it stays true when the override is over.
/// </summary>
public sealed class QuorumRelief(ApprovalLog log, OverrideLog overrides, TimeProvider time, ILogger<QuorumRelief> logger)
{
    /// <returns>The question's log as it is then.</returns>
    public async Task<IReadOnlyList<ApprovalEntry>> Read(ApprovalQuestion question, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (id, request) = (question.Ticket.Id, question.Request);
        var entries = await log.Entries(id, cancel);
        if (ApprovalFold.Of(question, entries) is not { State: ApprovalState.Pending, Approvals.Count: > 0 })
            return entries;

        var live = await overrides.View(request.Run, request.Version.StatementDigest, time.GetUtcNow(), cancel);
        if (!live.Passes(OverridableRule.Approvals))
            return entries;

        var ruling = await log.Append(id, now => Closing.Lower(question, now, live, time.GetUtcNow()), cancel);
        if (ruling.Entry is { } entry)
            Log.Decided(logger, id, entry.Sequence, entry.Kind, entry.By, entry.Channel);
        return await log.Entries(id, cancel);
    }
}
