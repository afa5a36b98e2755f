using Landfall.Domain.Notifications;
using Landfall.Domain.Overrides;
using Landfall.Domain.Storage;
using Landfall.Functions.Approve.Asking;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Approve.Overrides;

/// <summary>
/// An override is loud: the run's record and the people hear of it, and what it may end the wait of is woken. What was written
/// stands whatever becomes of this; the same act again tells those who were not reached.
/// </summary>
public sealed class OverrideNews(
    Asker asker, IBlobStore blobs, ApproveOptions options, TimeProvider time, ILogger<OverrideNews> logger)
{
    internal async Task<OverrideReply> Tell(
        OverrideCase found, OverrideEntry entry, OverrideView view, DurableTaskClient hub, CancellationToken cancel)
    {
        var (run, gaps) = (found.Status.Run, new List<string>());
        if (await Record(OverrideFacts.Said(run, entry, view), hub, cancel) is { } unrecorded)
            gaps.Add($"the record is not written yet: {unrecorded}");

        var (told, unreached) = await People(found, entry, view, cancel);
        if (unreached is not null)
            gaps.Add(unreached);
        await Wake(view, hub, cancel);
        return new(view, told, gaps.Count == 0 ? null : string.Join("; ", gaps));
    }

    private async Task<string?> Record(RecordFact fact, DurableTaskClient hub, CancellationToken cancel)
    {
        try
        {
            await OwedFacts.Owe(hub, fact, cancel);
            return null;
        }
        catch (Exception away) when (!cancel.IsCancellationRequested)
        {
            Log.OverrideNotRecorded(logger, fact.RunId, fact.Key, away);
            return away.Message;
        }
    }

    private async Task<(IReadOnlyList<string> Told, string? Unreached)> People(
        OverrideCase found, OverrideEntry entry, OverrideView view, CancellationToken cancel)
    {
        var (run, environment) = (found.Status.Run, found.Circle.Environment);
        var people = OverridePeople.Told(found.Circle).Except([entry.By], StringComparer.OrdinalIgnoreCase).ToList();
        if (people.Count == 0)
            return ([], "the environment knows nobody else who could be told");
        try
        {
            var told = await asker.Tell(
                OverrideMessages.About(run, entry), people, environment,
                (person, to) => OverrideMessages.Of(run, entry, view, person, to), cancel);
            return (told, told.Count < people.Count ? $"not reached: {string.Join(", ", people.Except(told))}" : null);
        }
        catch (IOException nobody)
        {
            return ([], nobody.Message);
        }
    }

    /// <summary>Questions that one yes may be enough for now. A hint: whoever reads them next finds the same.</summary>
    private async Task Wake(OverrideView view, DurableTaskClient hub, CancellationToken cancel)
    {
        if (!view.Passes(OverridableRule.Approvals))
            return;

        await foreach (var blob in blobs.List(Containers.Approvals, Orchestrators.ApprovalId(view.RunId), cancel))
        {
            if (blob.Name.Split('/') is not [var question, "question.json"])
                continue;
            if (await Waking.Try(hub, question, Signals.Decided, options.WakeWithin, time) is { } failure)
                Log.NotWoken(logger, question, failure);
        }
    }
}
