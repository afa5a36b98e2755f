using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Landfall.Domain.Records;

/// <param name="At">Sequence of the first entry that does not fit; null when the chain is intact.</param>
public sealed record ChainCheck(bool Intact, int Entries, int? At, string Explanation);

/// <summary>
/// A chain of facts: each entry's hash covers its number, the hash before it and its content, so that nothing can be
/// changed, removed, inserted or reordered without the first such place showing.
/// </summary>
public static class RecordChain
{
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    public static RecordEntry Append(RecordEntry? last, RecordFact fact)
    {
        var sequence = (last?.Sequence ?? 0) + 1;
        var previous = last?.Hash ?? Genesis;
        return new(sequence, previous, fact, HashOf(sequence, previous, fact));
    }

    public static ChainCheck Verify(IReadOnlyList<RecordEntry> entries)
    {
        var previous = Genesis;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Sequence != i + 1)
                return Misplaced(entries, i);

            if (entry.Previous != previous)
                return Broken(entries, entry.Sequence, i == 0
                    ? "entry 1 does not begin a chain: it was changed, or others stood before it"
                    : $"entry {entry.Sequence} does not follow entry {i}: one of the two was changed");

            if (entry.Hash != HashOf(entry.Sequence, entry.Previous, entry.Fact))
                return Broken(entries, entry.Sequence, $"entry {entry.Sequence} was changed after it was written");

            previous = entry.Hash;
        }

        return new(true, entries.Count, null, $"{entries.Count} entries, intact");
    }

    /// <summary>The chain, and the head against it; entries newer than the head are no damage.</summary>
    public static ChainCheck Verify(IReadOnlyList<RecordEntry> entries, RecordHead? head)
    {
        var chain = Verify(entries);
        if (!chain.Intact || head is null)
            return chain;

        if (head.Sequence > entries.Count)
            return Broken(entries, entries.Count + 1, $"entry {entries.Count + 1} is missing: the signed head names entry {head.Sequence}");

        return head.Sequence > 0 && entries[head.Sequence - 1].Hash == head.Hash
            ? chain
            : Broken(entries, head.Sequence, $"entry {head.Sequence} is not the one the signed head names");
    }

    /// <summary>SHA-256 over <c>sequence LF previous LF canonical JSON of the fact</c>, lower-case hex.</summary>
    public static string HashOf(int sequence, string previous, RecordFact fact)
    {
        var text = $"{sequence}\n{previous}\n{Canonical(fact)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Property order is that of the record; maps are sorted, so that equal facts are equal text.</summary>
    private static string Canonical(RecordFact fact)
    {
        var sorted = fact.Inputs is null
            ? null
            : new SortedDictionary<string, string>(fact.Inputs.ToDictionary(), StringComparer.Ordinal);
        return JsonSerializer.Serialize(fact with { Inputs = sorted }, ContractsJson.Options);
    }

    /// <summary>Left out, moved, or put in: told apart by what else stands there.</summary>
    private static ChainCheck Misplaced(IReadOnlyList<RecordEntry> entries, int place)
    {
        var (expected, found) = (place + 1, entries[place].Sequence);
        if (found >= 1 && found <= place)
            return Broken(entries, found, $"entry {found} stands twice, at place {found} and at place {expected}: one was put in");
        return entries.Skip(place).Any(entry => entry.Sequence == expected)
            ? Broken(entries, expected, $"entry {expected} is out of order: {found} stands in its place")
            : Broken(entries, expected, $"entry {expected} is missing: {found} stands in its place");
    }

    private static ChainCheck Broken(IReadOnlyList<RecordEntry> entries, int at, string explanation) =>
        new(false, entries.Count, at, explanation);
}
