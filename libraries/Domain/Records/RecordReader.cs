using Landfall.Domain.Storage;

namespace Landfall.Domain.Records;

/// <summary>A run's record as stored.</summary>
public sealed record RunRecord(IReadOnlyList<RecordEntry> Entries, RecordHead? Head, ChainCheck Check);

/// <summary>Reads a run's record and says whether it is whole.</summary>
public sealed class RecordReader(IBlobStore blobs)
{
    public async Task<RunRecord> Read(string run, CancellationToken cancel)
    {
        // The head first: entries written meanwhile are then newer than it, which is no damage.
        var head = (await blobs.ReadJson<RecordHead>(Paths.RecordHead(run), cancel))?.Value;
        var entries = await Entries(run, cancel);
        return new(entries, head, Check(entries, head));
    }

    /// <summary>All entries by number, without judging them.</summary>
    public async Task<IReadOnlyList<RecordEntry>> Entries(string run, CancellationToken cancel)
    {
        var entries = new List<RecordEntry>();
        await foreach (var blob in blobs.List(Containers.Records, $"{run}/", cancel))
        {
            if (!blob.Name.EndsWith("/head.json", StringComparison.Ordinal))
                entries.Add(await blobs.NeedJson<RecordEntry>(new(Containers.Records, blob.Name), cancel));
        }

        return entries;
    }

    private static ChainCheck Check(IReadOnlyList<RecordEntry> entries, RecordHead? head)
    {
        var chain = RecordChain.Verify(entries);
        if (!chain.Intact || head is null)
            return chain;

        if (head.Sequence > entries.Count)
            return new(false, entries.Count, entries.Count + 1,
                $"entry {entries.Count + 1} is missing: the signed head names entry {head.Sequence}");

        return entries[head.Sequence - 1].Hash == head.Hash
            ? chain
            : new(false, entries.Count, head.Sequence, $"entry {head.Sequence} is not the one the signed head names");
    }
}
