using Landfall.Domain.Signing;

namespace Landfall.Domain.Records;

/// <summary>A run's record as one file that can be checked anywhere, without a platform.</summary>
/// <param name="Format"><see cref="Version1"/>.</param>
/// <param name="PublicKeys">PEM, as the platform had them: whoever checks compares the key's id with one known otherwise.</param>
public sealed record RecordFile(
    string Format, string RunId, DateTimeOffset ExportedAt, IReadOnlyList<RecordEntry> Entries, RecordHead? Head,
    string? PublicKeys = null)
{
    public const string Version1 = "landfall-record/v1";

    /// <summary>Is the file whole? Names the first entry that was changed, left out, put in or moved.</summary>
    /// <param name="signatures">Null where no public keys are at hand: that the head's signature is unchecked is then said.</param>
    public async Task<ChainCheck> Verify(ISignatureCheck? signatures, CancellationToken cancel)
    {
        if (Format != Version1)
            return new(false, 0, null, $"the file's format is '{Format}', not {Version1}: use the landfall that wrote it");

        var chain = RecordChain.Verify(Entries, Head);
        if (!chain.Intact)
            return chain;
        if (Entries.FirstOrDefault(entry => entry.Fact.RunId != RunId) is { } foreign)
            return new(false, Entries.Count, foreign.Sequence, $"entry {foreign.Sequence} is of run {foreign.Fact.RunId}, not of {RunId}");
        if (Head is null)
            return new(false, Entries.Count, null, $"the signed head is missing: nothing says that entry {Entries.Count} is the last");
        if (Head.Sequence < Entries.Count)
            return new(false, Entries.Count, Head.Sequence + 1,
                $"entry {Head.Sequence + 1} is not covered by the signed head, which names entry {Head.Sequence}: export the record again");
        if (signatures is null)
            return chain with { Explanation = $"{chain.Explanation}; who signed its head was not checked: no public keys were given" };

        var message = RecordHead.Message(RunId, Head.Sequence, Head.Hash);
        return await signatures.Problem(message, new(Head.KeyId, Head.Signature), cancel) is { } problem
            ? new(false, Entries.Count, Head.Sequence, $"the signature of the head at entry {Head.Sequence} does not hold: {problem}")
            : chain with { Explanation = $"{chain.Explanation}, signed by {Head.KeyId[..Math.Min(12, Head.KeyId.Length)]}" };
    }
}
