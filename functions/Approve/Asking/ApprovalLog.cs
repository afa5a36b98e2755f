using Landfall.Domain.Approvals;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Approve.Asking;

/// <summary>The stored question and what was decided: blobs created once, numbered without gaps.</summary>
public sealed class ApprovalLog(IBlobStore blobs)
{
    /// <summary>Far more than people who could decide at once; each lost claim means someone else's entry.</summary>
    private const int Attempts = 500;

    /// <summary>The question as it stands: whom it asks and until when may have grown by an escalation.</summary>
    public async Task<ApprovalQuestion?> Question(string id, CancellationToken cancel) =>
        await blobs.ReadJson<ApprovalQuestion>(Paths.Question(id), cancel) is { } stored ? await Standing(stored.Value, cancel) : null;

    /// <exception cref="TerminalFailure">There is none.</exception>
    public async Task<ApprovalQuestion> NeedQuestion(string id, CancellationToken cancel) =>
        await Standing(await blobs.NeedJson<ApprovalQuestion>(Paths.Question(id), cancel), cancel);

    /// <summary>Stores the question, or finds the one that was stored first.</summary>
    public async Task<ApprovalQuestion> Ask(ApprovalQuestion question, CancellationToken cancel)
    {
        await blobs.CreateJson(Paths.Question(question.Ticket.Id), question, cancel);
        return await NeedQuestion(question.Ticket.Id, cancel);
    }

    public async Task<IReadOnlyList<ApprovalEntry>> Entries(string id, CancellationToken cancel)
    {
        var entries = new List<ApprovalEntry>();
        while (await blobs.ReadJson<ApprovalEntry>(Paths.Decision(id, entries.Count + 1), cancel) is { } entry)
            entries.Add(entry.Value);
        return entries;
    }

    /// <summary>Rules on the log as it is, claims the next number, and rules again if someone else has claimed it.</summary>
    public async Task<DecisionRuling> Append(
        string id, Func<IReadOnlyList<ApprovalEntry>, DecisionRuling> rule, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var log = await Entries(id, cancel);
            var ruling = rule(log);
            if (ruling.Entry is not { } entry || entry.Sequence <= log.Count)
                return ruling;
            if (await blobs.CreateJson(Paths.Decision(id, entry.Sequence), entry, cancel))
                return ruling;
        }

        throw new IOException($"The log of approval {id} grows faster than it can be read.");
    }

    /// <summary>Who could not be reached, and why, for those who look at the question.</summary>
    public async Task<IReadOnlyList<Undelivered>> Unreached(string id, CancellationToken cancel)
    {
        var all = new List<Undelivered>();
        await foreach (var blob in blobs.List(Containers.Approvals, $"{id}/undelivered/", cancel))
            all.Add(await blobs.NeedJson<Undelivered>(new(Containers.Approvals, blob.Name), cancel));
        return all;
    }

    public Task MarkUndelivered(string id, Undelivered one, CancellationToken cancel) =>
        blobs.WriteJson(new(Containers.Approvals, $"{id}/undelivered/{one.Person}.json"), one, cancel);

    public async Task<bool> WasSent(string id, string person, int reminder, CancellationToken cancel) =>
        await blobs.Read(Sent(id, person, reminder), cancel) is not null;

    public Task MarkSent(string id, string person, int reminder, CancellationToken cancel) =>
        blobs.Create(Sent(id, person, reminder), "{}"u8.ToArray(), "application/json", cancel);

    private async Task<ApprovalQuestion> Standing(ApprovalQuestion stored, CancellationToken cancel) =>
        stored.Request.Plan.EscalateTo is { Count: > 0 }
            ? ApprovalFold.Standing(stored, await Entries(stored.Ticket.Id, cancel))
            : stored;

    private static BlobPath Sent(string id, string person, int reminder) =>
        new(Containers.Approvals, $"{id}/sent/{person}-{reminder}.json");
}
