using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Record.Activities;
using Landfall.Functions.Record.Events;
using Landfall.Functions.Tests.Train;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Record;

public sealed class FinishRunTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private static readonly RunStatus Ended = new(
        RecordFixture.Run, [], RecordFixture.Now, RecordFixture.Now, Verdict.Promoted, "all is well");

    private readonly MemoryBlobStore blobs = new();
    private readonly FakeDurableTaskClient client = new();

    [Fact]
    public async Task The_status_is_kept_and_the_lane_is_told_however_often_it_runs()
    {
        client.Add(Orchestrators.LandingLane, Orchestrators.LaneId("flights-delay"));

        await Activity.Run(new(Ended), client, Cancel);
        await Activity.Run(new(Ended), client, Cancel);

        var kept = await blobs.NeedJson<RunStatus>(Paths.Status(RecordFixture.RunId), Cancel);
        Assert.Equal(Verdict.Promoted, kept.Verdict);
        Assert.All(client.Raised, raised => Assert.Equal(
            ("lane-flights-delay", Signals.RunEnded, new RunEnded(RecordFixture.RunId, Verdict.Promoted)), raised));
        Assert.Equal(2, client.Raised.Count);
    }

    [Fact]
    public async Task The_end_of_an_experiment_is_kept_and_the_lane_hears_nothing_of_it()
    {
        client.Add(Orchestrators.LandingLane, Orchestrators.LaneId("flights-delay"));
        var run = RecordFixture.Run with { Id = "flights-delay-exp0123456789ab", Trigger = new("experiment", "try-1") };

        await Activity.Run(new(Ended with { Run = run, Verdict = Verdict.Evaluated }), client, Cancel);

        Assert.Equal(Verdict.Evaluated, (await blobs.NeedJson<RunStatus>(Paths.Status(run.Id), Cancel)).Verdict);
        Assert.Empty(client.Raised);
    }

    [Fact]
    public async Task A_lane_that_is_gone_does_not_keep_a_run_from_ending()
    {
        await Activity.Run(new(Ended), client, Cancel);

        Assert.NotNull(await blobs.Read(Paths.Status(RecordFixture.RunId), Cancel));
    }

    [Fact]
    public async Task A_run_without_a_verdict_is_not_finished()
    {
        await Assert.ThrowsAsync<TerminalFailure>(() => Activity.Run(new(Ended with { Verdict = null }), client, Cancel));
        Assert.Empty(blobs.Names(Containers.Runs));
    }

    [Theory]
    [InlineData(Verdict.Promoted, true, true)]
    [InlineData(Verdict.Promoted, false, false)]
    [InlineData(Verdict.RolledBack, true, false)]
    public async Task A_promotion_begins_the_watch_that_the_present_document_asks_for_once(Verdict verdict, bool asked, bool begun)
    {
        var store = new BlobDocumentStore(blobs);
        var pipeline = JobDocuments.Pipeline;
        var watched = pipeline with { Spec = pipeline.Spec with { Watch = asked ? new(TimeSpan.FromMinutes(5), new()) : null } };
        await store.SetCurrentAsync(
            DocumentKinds.ModelPipeline, "flights-delay", new(await store.PutAsync(watched, Cancel), "ana", RecordFixture.Now), null,
            Cancel);

        await Activity.Run(new(Ended with { Verdict = verdict }), client, Cancel);
        await Activity.Run(new(Ended with { Verdict = verdict }), client, Cancel);

        Assert.Equal(begun ? [(Orchestrators.ModelWatch, "watch-flights-delay")] : [], client.Started.Select(s => (s.Name, s.Instance)));
    }

    private FinishRunActivity Activity => new(
        blobs, new BlobDocumentStore(blobs), new(blobs), new(new(blobs, new BlobDocumentStore(blobs)), NullLogger<EventStarts>.Instance),
        NullLogger<FinishRunActivity>.Instance);
}
