using System.Runtime.CompilerServices;
using Landfall.Contracts;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Record;

public sealed class RecordChainTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private readonly RecordFixture fixture = new();

    [Fact]
    public async Task Facts_follow_one_another_and_the_chain_is_intact()
    {
        foreach (var key in new[] { "started", "validated", "verdict" })
            await fixture.Writer.Append(RecordFixture.Fact(key), Cancel);

        var record = await fixture.Reader.Read(RecordFixture.RunId, Cancel);
        Assert.Equal(["started", "validated", "verdict"], record.Entries.Select(e => e.Fact.Key));
        Assert.True(record.Check.Intact, record.Check.Explanation);
        Assert.Equal(3, record.Head!.Sequence);
        Assert.Equal(fixture.Signer.KeyId, record.Head.KeyId);
    }

    [Fact]
    public async Task A_key_that_stands_in_the_chain_is_not_written_again()
    {
        var first = await fixture.Writer.Append(RecordFixture.Fact("started"), Cancel);
        var again = await fixture.Writer.Append(RecordFixture.Fact("started", "told differently"), Cancel);

        Assert.Equal(first.Hash, again.Hash);
        Assert.Single((await fixture.Reader.Read(RecordFixture.RunId, Cancel)).Entries);
    }

    [Fact]
    public async Task Many_writers_at_once_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(
            () => fixture.Writer.Append(RecordFixture.Fact($"fact-{i}"), Cancel))));

        var record = await fixture.Reader.Read(RecordFixture.RunId, Cancel);
        Assert.Equal(24, record.Entries.Count);
        Assert.True(record.Check.Intact, record.Check.Explanation);
        Assert.Equal(24, record.Head!.Sequence);
    }

    [Fact]
    public async Task A_head_lost_in_a_crash_is_signed_by_the_repeat()
    {
        await fixture.Writer.Append(RecordFixture.Fact("started"), Cancel);
        fixture.Blobs.Delete(Paths.RecordHead(RecordFixture.RunId));

        await fixture.Writer.Append(RecordFixture.Fact("started"), Cancel);

        Assert.Equal(1, (await fixture.Reader.Read(RecordFixture.RunId, Cancel)).Head!.Sequence);
    }

    [Fact]
    public async Task A_changed_entry_shows_and_nothing_is_built_on_it()
    {
        await fixture.Writer.Append(RecordFixture.Fact("started"), Cancel);
        await fixture.Writer.Append(RecordFixture.Fact("verdict"), Cancel);
        var path = Paths.Record(RecordFixture.RunId, 1);
        var entry = await fixture.Blobs.NeedJson<RecordEntry>(path, Cancel);
        await fixture.Blobs.WriteJson(path, entry with { Fact = entry.Fact with { Summary = "nothing happened" } }, Cancel);

        var record = await fixture.Reader.Read(RecordFixture.RunId, Cancel);
        Assert.False(record.Check.Intact);
        Assert.Equal(1, record.Check.At);
        await Assert.ThrowsAsync<TerminalFailure>(() => fixture.Writer.Append(RecordFixture.Fact("late"), Cancel));
    }

    [Fact]
    public async Task An_end_that_was_cut_off_shows()
    {
        await fixture.Writer.Append(RecordFixture.Fact("started"), Cancel);
        await fixture.Writer.Append(RecordFixture.Fact("verdict"), Cancel);
        fixture.Blobs.Delete(Paths.Record(RecordFixture.RunId, 2));

        var record = await fixture.Reader.Read(RecordFixture.RunId, Cancel);
        Assert.False(record.Check.Intact);
        Assert.Contains("entry 2 is missing", record.Check.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_record_names_the_key_that_signed_it()
    {
        await Write("started", "verdict");

        var check = (await fixture.Reader.Read(RecordFixture.RunId, Cancel)).Check;
        Assert.Equal((true, $"2 entries, intact, signed by {fixture.Signer.KeyId[..12]}"), (check.Intact, check.Explanation));
    }

    [Fact]
    public async Task A_listing_that_lacks_an_entry_is_no_broken_chain()
    {
        await Write("started", "validated", "verdict");
        var partial = new PartialListing(fixture.Blobs, Paths.Record(RecordFixture.RunId, 2).Name);

        var record = await new RecordReader(partial, new SignatureCheck(fixture)).Read(RecordFixture.RunId, Cancel);

        Assert.True(record.Check.Intact, record.Check.Explanation);
        Assert.Equal([1, 2, 3], record.Entries.Select(entry => entry.Sequence));
        Assert.Equal(4, (await new RecordWriter(partial, new(partial), fixture.Signer).Append(RecordFixture.Fact("late"), Cancel)).Sequence);
    }

    [Fact]
    public async Task A_gap_is_told_with_what_stands_behind_it()
    {
        await Write("started", "validated", "trained");
        fixture.Blobs.Delete(Paths.Record(RecordFixture.RunId, 2));
        fixture.Blobs.Delete(Paths.RecordHead(RecordFixture.RunId));

        var check = (await fixture.Reader.Read(RecordFixture.RunId, Cancel)).Check;
        Assert.Equal((false, 2), (check.Intact, check.At));
        Assert.Equal("entry 2 is missing: entry 3 stands after it", check.Explanation);
    }

    [Fact]
    public async Task Nothing_is_appended_where_the_end_was_cut_off()
    {
        await Write("started", "verdict");
        fixture.Blobs.Delete(Paths.Record(RecordFixture.RunId, 2));

        var failure = await Assert.ThrowsAsync<TerminalFailure>(() => fixture.Writer.Append(RecordFixture.Fact("late"), Cancel));
        Assert.Contains("the signed head names entry 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_written_anew_under_another_key_shows()
    {
        await Write("started", "verdict");
        fixture.Trusted = LocalSigner.Create().PublicKeyPem;

        var check = (await fixture.Reader.Read(RecordFixture.RunId, Cancel)).Check;
        Assert.Equal((false, 2), (check.Intact, check.At));
        Assert.Contains($"key {fixture.Signer.KeyId} is none of those that count", check.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_of_another_run_or_a_forged_one_shows()
    {
        await Write("started", "verdict");
        var path = Paths.RecordHead(RecordFixture.RunId);
        var head = await fixture.Blobs.NeedJson<RecordHead>(path, Cancel);
        var signature = await fixture.Signer.Sign(RecordHead.Message("another-run", head.Sequence, head.Hash), Cancel);
        await fixture.Blobs.WriteJson(path, head with { Signature = signature.Value }, Cancel);

        var check = (await fixture.Reader.Read(RecordFixture.RunId, Cancel)).Check;
        Assert.False(check.Intact);
        Assert.Contains("the signature of the head at entry 2 does not hold", check.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_whose_head_is_gone_is_not_whole()
    {
        await Write("started", "verdict");
        fixture.Blobs.Delete(Paths.RecordHead(RecordFixture.RunId));

        Assert.Contains(
            "the signed head is missing", (await fixture.Reader.Read(RecordFixture.RunId, Cancel)).Check.Explanation,
            StringComparison.Ordinal);
    }

    private async Task Write(params string[] keys)
    {
        foreach (var key in keys)
            await fixture.Writer.Append(RecordFixture.Fact(key), Cancel);
    }

    /// <summary>A store whose listing does not know an entry yet, as real ones may while it is written.</summary>
    private sealed class PartialListing(IBlobStore inner, string hidden) : IBlobStore
    {
        public Task<StoredBlob?> Read(BlobPath path, CancellationToken cancel, long maxBytes) =>
            inner.Read(path, cancel, maxBytes);

        public Task<bool> Create(BlobPath path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel) =>
            inner.Create(path, content, contentType, cancel);

        public Task<string?> Replace(
            BlobPath path, ReadOnlyMemory<byte> content, string contentType, string? etag, CancellationToken cancel) =>
            inner.Replace(path, content, contentType, etag, cancel);

        public async IAsyncEnumerable<BlobFound> List(
            string container, string prefix, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var found in inner.List(container, prefix, cancel))
            {
                if (found.Name != hidden)
                    yield return found;
            }
        }
    }
}
