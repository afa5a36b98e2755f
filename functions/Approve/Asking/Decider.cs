using System.Text;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Approvals;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Approve.Asking;

/// <param name="Key">Makes a repeat known; null lets each further decision of this person be a new one.</param>
public sealed record Decision(ApprovalEntryKind Kind, string By, string? Comment, string Channel, string? Key);

/// <summary>Takes a person's decision: into the log first, then the orchestration is woken to read it.</summary>
public sealed class Decider(ApprovalLog log, ApproveOptions options, TimeProvider time, ILogger<Decider> logger)
{
    public async Task<DecisionRuling> Decide(
        ApprovalQuestion question, Decision decision, DurableTaskClient hub, CancellationToken cancel)
    {
        var id = question.Ticket.Id;
        var ruling = await log.Append(id, entries => Rule(question, decision, entries), cancel);
        if (ruling.Entry is not { } entry)
        {
            Log.Refused(logger, id, ruling.Explanation);
            return ruling;
        }

        Log.Decided(logger, id, entry.Sequence, entry.Kind, entry.By, entry.Channel);
        if (await Waking.Try(hub, id, Signals.Decided, options.WakeWithin, time) is { } failure)
            Log.NotWoken(logger, id, failure);
        return ruling;
    }

    public static ApprovalEntryKind? KindOf(string? decision) => decision switch
    {
        "approve" => ApprovalEntryKind.Approve,
        "reject" => ApprovalEntryKind.Reject,
        "withdraw" => ApprovalEntryKind.Withdraw,
        _ => null,
    };

    private DecisionRuling Rule(ApprovalQuestion question, Decision decision, IReadOnlyList<ApprovalEntry> entries)
    {
        var key = decision.Key ?? OwnKey(decision, entries);
        return DecisionRules.On(
            question, entries, decision.Kind, decision.By, decision.Comment, decision.Channel, key, time.GetUtcNow(), []);
    }

    /// <summary>A click twice is refused by what is decided already; approving anew after a withdrawal is not.</summary>
    private static string OwnKey(Decision decision, IReadOnlyList<ApprovalEntry> entries)
    {
        var own = entries.Count(entry => string.Equals(entry.By, decision.By, StringComparison.OrdinalIgnoreCase));
        return ContentDigest.HexOf(Encoding.UTF8.GetBytes($"{decision.By}\n{decision.Kind}\n{own}"));
    }
}
