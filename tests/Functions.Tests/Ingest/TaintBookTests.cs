using Landfall.Contracts;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;
using Landfall.Fakes;

namespace Landfall.Functions.Tests.Ingest;

public sealed class TaintBookTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryBlobStore blobs = new();

    [Fact]
    public async Task The_last_mark_holds_and_a_repeat_is_no_further_one()
    {
        var book = new TaintBook(blobs);
        var (one, two) = ("sha256:01", "sha256:02");
        await book.Mark("flights", new("t1", [one, two], Lift: false, "anna", "v7 served"), Day, default);
        await book.Mark("flights", new("t1", [one, two], Lift: false, "anna", "v7 served"), Day.AddDays(1), default);
        await book.Mark("flights", new("t2", [two], Lift: true, "ben", "labels came"), Day.AddDays(2), default);
        await book.Mark("flights", new("t1", [two], Lift: false, "anna", "v7 served"), Day.AddDays(3), default);

        var held = await book.Of("flights", default);

        Assert.Equal(one, Assert.Single(held).Key);
        Assert.Equal(new("t1", Lifted: false, "anna", "v7 served", Day), held[one]);
        Assert.Empty(await book.Of("trains", default));
        Assert.Equal(2, (await blobs.NeedJson<TaintHistory>(Paths.Taint("flights", two), default)).Marks.Count);
    }
}
