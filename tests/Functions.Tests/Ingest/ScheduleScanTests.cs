using Landfall.Contracts;

namespace Landfall.Functions.Tests.Ingest;

public sealed class ScheduleScanTests
{
    private readonly IngestBench bench = new();

    [Fact]
    public async Task A_time_of_the_clock_gives_one_run_on_the_newest_data_and_says_when_the_next_is()
    {
        await Apply("[schedule]");
        await bench.LandMonth("2024-01");
        var before = await bench.Scan();
        Assert.Empty(before.Claimed);               // data alone starts nothing here
        Assert.Equal(At(1, 13), before.LookAgainAt);

        bench.Time.Advance(TimeSpan.FromHours(1));
        var run = Assert.Single((await bench.Scan()).Claimed);
        Assert.Equal(("monthly/2024-01", new RunTrigger("schedule", "2026-03-01T13:00Z")), (run.Dataset.Name, run.Trigger));

        await bench.Start(run);
        await bench.End(run, Verdict.Failed);
        Assert.Empty((await bench.Scan()).Claimed); // that time has had its run, however it ended
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("2026-03-01T14:00Z", Assert.Single((await bench.Scan()).Claimed).Trigger.Occurrence);
    }

    [Fact]
    public async Task Times_that_were_missed_give_one_run()
    {
        await Apply("[data, schedule]");
        await bench.LandMonth("2024-01");
        var landed = Assert.Single((await bench.Scan()).Claimed);
        await bench.Start(landed);
        await bench.End(landed, Verdict.Rejected);

        bench.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal("2026-03-04T12:00Z", Assert.Single((await bench.Scan()).Claimed).Trigger.Occurrence);
    }

    [Fact]
    public async Task Without_data_the_clock_starts_nothing_and_that_is_said()
    {
        await Apply("[schedule]");
        bench.Time.Advance(TimeSpan.FromHours(1));

        var scan = await bench.Scan();

        Assert.Empty(scan.Claimed);
        Assert.Contains(scan.Notes, note => note.Contains("no dataset is complete", StringComparison.Ordinal));
    }

    private Task Apply(string triggers) => bench.Apply(more: $"triggers: {triggers}\n  schedule: {{ cron: \"0 * * * *\" }}");

    private static DateTimeOffset At(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);
}
