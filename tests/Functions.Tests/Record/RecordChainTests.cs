using Landfall.Contracts;
using Landfall.Domain.Storage;

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
}
