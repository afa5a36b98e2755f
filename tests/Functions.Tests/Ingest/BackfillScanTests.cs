using Landfall.Contracts;

namespace Landfall.Functions.Tests.Ingest;

public sealed class BackfillScanTests
{
    private readonly IngestBench bench = new();

    [Fact]
    public async Task A_past_range_is_claimed_oldest_first_and_a_repeat_of_the_look_gives_the_same_runs()
    {
        await LandAndEnd("2024-03", "2024-01", "2024-02");

        var request = new BackfillRequest("b1", "2024-02", null, "anna", "new label");
        var first = (await bench.Scan(backfill: request)).Claimed;
        var again = (await bench.Scan(backfill: request)).Claimed;

        Assert.Equal(["monthly/2024-02", "monthly/2024-03"], first.Select(run => run.Dataset.Name));
        Assert.Equal(first.Select(run => run.Id), again.Select(run => run.Id));
        Assert.All(first, run => Assert.Equal(new RunTrigger("backfill", "b1"), run.Trigger));
    }

    [Fact]
    public async Task The_same_range_asked_for_again_is_other_runs()
    {
        await LandAndEnd("2024-01");
        var first = Assert.Single((await bench.Scan(backfill: new("b1", null, null, "anna", "once"))).Claimed);
        await bench.Start(first);
        await bench.End(first, Verdict.Rejected);

        var second = Assert.Single((await bench.Scan(backfill: new("b2", null, null, "anna", "and again"))).Claimed);

        Assert.NotEqual(first.Id, second.Id);
    }

    private async Task LandAndEnd(params string[] months)
    {
        foreach (var month in months)
        {
            await bench.LandMonth(month);
            foreach (var run in (await bench.Scan()).Claimed)
            {
                await bench.Start(run);
                await bench.End(run, Verdict.Rejected);
            }
        }
    }
}
