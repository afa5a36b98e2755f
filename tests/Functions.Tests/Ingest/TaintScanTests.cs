using Landfall.Contracts;
using Landfall.Domain.Landing;

namespace Landfall.Functions.Tests.Ingest;

public sealed class TaintScanTests
{
    private readonly IngestBench bench = new();

    [Fact]
    public async Task A_mark_is_written_once_however_often_the_look_is_repeated_and_the_look_goes_on()
    {
        await bench.LandMonth();
        var taint = new TaintRequest("t1", ["sha256:01"], Lift: false, "anna", "v7 was wrong");

        var claimed = (await bench.Scan(taint: taint)).Claimed;
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.Scan(taint: taint);

        Assert.Equal("monthly/2024-01", Assert.Single(claimed).Dataset.Name);
        var mark = Assert.Single(await new TaintBook(bench.Blobs).Of(IngestBench.Pipeline, default)).Value;
        Assert.Equal(new("t1", Lifted: false, "anna", "v7 was wrong", bench.Time.GetUtcNow().AddHours(-1)), mark);
    }
}
