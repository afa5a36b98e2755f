using Landfall.Domain.Signing;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Records;

/// <summary>
/// Writes a run's record. The create-only entry is the claim to its number, so that writers at the same time follow one
/// another; the signed head only follows what is written.
/// </summary>
public sealed class RecordWriter(IBlobStore blobs, RecordReader reader, ISigner signer)
{
    private const int Attempts = 50;

    /// <summary>Appends a fact, or finds the entry in which the same key stands already.</summary>
    /// <exception cref="TerminalFailure">The chain is broken: nothing may be built on it.</exception>
    public async Task<RecordEntry> Append(RecordFact fact, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(fact);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (entries, check) = await reader.ForAppend(fact.RunId, cancel);
            NeedIntact(fact.RunId, check);

            if (entries.FirstOrDefault(entry => entry.Fact.Key == fact.Key) is { } known)
            {
                await Sign(fact.RunId, entries[^1], cancel);
                return known;
            }

            var next = RecordChain.Append(entries.Count == 0 ? null : entries[^1], fact);
            if (!await blobs.CreateJson(Paths.Record(fact.RunId, next.Sequence), next, cancel))
                continue;

            await Sign(fact.RunId, next, cancel);
            return next;
        }

        throw new IOException($"The record of {fact.RunId} is being written by others all the time.");
    }

    /// <summary>Moves the head forward, never back.</summary>
    private async Task Sign(string run, RecordEntry last, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var path = Paths.RecordHead(run);
            var now = await blobs.ReadJson<RecordHead>(path, cancel);
            if (now?.Value.Sequence >= last.Sequence)
                return;

            var signature = await signer.Sign(RecordHead.Message(run, last.Sequence, last.Hash), cancel);
            var head = new RecordHead(last.Sequence, last.Hash, signature.KeyId, signature.Value);
            if (await blobs.ReplaceJson(path, head, now?.ETag, cancel) is not null)
                return;
        }

        throw new IOException($"The head of the record of {run} is being written by others all the time.");
    }

    private static void NeedIntact(string run, ChainCheck check)
    {
        if (!check.Intact)
            throw new TerminalFailure(
                $"The record of {run} is broken ({check.Explanation}). Nothing is appended to it: restore container "
                + $"{Containers.Records} from its backup, then start the run again.");
    }
}
