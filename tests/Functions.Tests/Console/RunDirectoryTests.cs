using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Tests.Record;
using Landfall.Worker;

namespace Landfall.Functions.Tests.Console;

public sealed class RunDirectoryTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private readonly MemoryBlobStore blobs = new();
    private readonly FakeDurableTaskClient client = new();

    [Fact]
    public async Task Running_and_ended_runs_are_one_list_newest_first()
    {
        var ended = Status("flights-delay-000000000001", RecordFixture.Now) with { Verdict = Verdict.Promoted };
        await blobs.WriteJson(Paths.Status(ended.Run.Id), ended, Cancel);
        var running = Status("flights-delay-000000000002", RecordFixture.Now.AddHours(1));
        client.Add(Orchestrators.ModelDelivery, running.Run.Id, running);
        client.Add(Orchestrators.LandingLane, "lane-flights-delay", new { pipeline = "flights-delay" });

        var all = await new RunDirectory(blobs).All(client, Cancel);

        Assert.Equal([running.Run.Id, ended.Run.Id], all.Select(run => run.Run.Id));
        Assert.Equal([null, Verdict.Promoted], all.Select(run => run.Verdict));
    }

    [Fact]
    public async Task An_end_is_read_once_and_again_when_it_was_written_anew()
    {
        var ended = Status("flights-delay-000000000001", RecordFixture.Now) with { Verdict = Verdict.Promoted };
        await blobs.WriteJson(Paths.Status(ended.Run.Id), ended, Cancel);
        var directory = new RunDirectory(blobs);
        await directory.All(client, Cancel);
        var reads = blobs.Reads;

        await directory.All(client, Cancel);
        Assert.Equal(reads, blobs.Reads);

        await blobs.WriteJson(Paths.Status(ended.Run.Id), ended with { Verdict = Verdict.RolledBack }, Cancel);
        Assert.Equal(Verdict.RolledBack, Assert.Single(await directory.All(client, Cancel)).Verdict);
    }

    [Fact]
    public async Task An_orchestration_that_broke_is_a_failed_run()
    {
        var broken = Status("flights-delay-000000000003", RecordFixture.Now);
        client.Add(Orchestrators.ModelDelivery, broken.Run.Id, broken, OrchestrationRuntimeStatus.Failed);

        var found = await new RunDirectory(blobs).Find(broken.Run.Id, client, Cancel);

        Assert.Equal(Verdict.Failed, found!.Verdict);
    }

    [Fact]
    public async Task What_is_no_run_id_is_not_looked_up()
    {
        blobs.FailNext = 1;

        Assert.Null(await new RunDirectory(blobs).Find("../secrets", client, Cancel));
    }

    private static RunStatus Status(string id, DateTimeOffset at) => new(RecordFixture.Run with { Id = id }, [], at);
}
