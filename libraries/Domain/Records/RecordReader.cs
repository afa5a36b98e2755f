using Landfall.Domain.Signing;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Records;

/// <summary>A run's record as stored.</summary>
public sealed record RunRecord(IReadOnlyList<RecordEntry> Entries, RecordHead? Head, ChainCheck Check);

/// <summary>Reads a run's record and says whether it is whole, and if not, what is wrong and where.</summary>
/// <param name="signatures">Null where no public keys are at hand: the chain is checked, and that the head is not is said.</param>
public sealed class RecordReader(IBlobStore blobs, ISignatureCheck? signatures = null)
{
    public async Task<RunRecord> Read(string run, CancellationToken cancel)
    {
        // The head first: entries written meanwhile are then newer than it, which is no damage.
        var head = (await blobs.ReadJson<RecordHead>(Paths.RecordHead(run), cancel))?.Value;
        var entries = await Entries(run, cancel);

        // A listing tells what stands behind a gap; it may also be ahead of what was read, so the numbers are read again.
        var last = await LastListed(run, cancel);
        if (last > entries.Count)
            entries = await Entries(run, cancel);
        return new(entries, head, await Check(run, entries, head, last, cancel));
    }

    /// <summary>
    /// All entries, number by number to the first that is not there. A listing would not do: while others write, it may
    /// hold an entry and not the one before it.
    /// </summary>
    public async Task<IReadOnlyList<RecordEntry>> Entries(string run, CancellationToken cancel)
    {
        var entries = new List<RecordEntry>();
        while (await blobs.ReadJson<RecordEntry>(Paths.Record(run, entries.Count + 1), cancel) is { } entry)
            entries.Add(entry.Value);
        return entries;
    }

    /// <summary>What may be built on: the chain, and that its signed head names nothing that is not there.</summary>
    internal async Task<(IReadOnlyList<RecordEntry> Entries, ChainCheck Check)> ForAppend(string run, CancellationToken cancel)
    {
        var head = (await blobs.ReadJson<RecordHead>(Paths.RecordHead(run), cancel))?.Value;
        var entries = await Entries(run, cancel);
        return (entries, RecordChain.Verify(entries, head));
    }

    private async Task<int> LastListed(string run, CancellationToken cancel)
    {
        var last = 0;
        await foreach (var blob in blobs.List(Containers.Records, $"{run}/", cancel))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(blob.Name), out var number))
                last = Math.Max(last, number);
        }

        return last;
    }

    private async Task<ChainCheck> Check(
        string run, IReadOnlyList<RecordEntry> entries, RecordHead? head, int last, CancellationToken cancel)
    {
        var chain = RecordChain.Verify(entries, head);
        if (!chain.Intact)
            return chain;

        if (last > entries.Count)
            return new(false, entries.Count, entries.Count + 1,
                $"entry {entries.Count + 1} is missing: entry {last} stands after it");
        if (head is null)
            return entries.Count <= 1      // the first is written a moment before its head
                ? chain
                : new(false, entries.Count, null, $"the signed head is missing: nothing says that entry {entries.Count} is the last");
        if (signatures is null)
            return chain with { Explanation = $"{chain.Explanation}; who signed its head was not checked: no public keys are set here" };

        var message = RecordHead.Message(run, head.Sequence, head.Hash);
        return await signatures.Problem(message, new(head.KeyId, head.Signature), cancel) is { } problem
            ? new(false, entries.Count, head.Sequence, $"the signature of the head at entry {head.Sequence} does not hold: {problem}")
            : chain with { Explanation = $"{chain.Explanation}, signed by {head.KeyId[..12]}" };
    }
}
