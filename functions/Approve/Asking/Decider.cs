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
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

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
        await Wake(id, hub);
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

    /// <summary>
    /// The log has the decision whatever becomes of this: the orchestration reads it at its next timer too. That may be
    /// hours away, so a message that was lost is sent again, also when the person has not waited for the answer.
    /// </summary>
    private async Task Wake(string id, DurableTaskClient hub)
    {
        using var patience = new CancellationTokenSource(options.WakeWithin, time);
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                await hub.RaiseEventAsync(id, Signals.Decided, "look", patience.Token);
                return;
            }
            catch (Exception failure)
            {
                // An orchestration that is not there or has ended needs no waking.
                if (failure is ArgumentException or InvalidOperationException || !await Waited(pause, patience.Token))
                {
                    Log.NotWoken(logger, id, failure);
                    return;
                }
            }
        }
    }

    private async Task<bool> Waited(TimeSpan pause, CancellationToken patience)
    {
        try
        {
            await Task.Delay(pause, time, patience);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
