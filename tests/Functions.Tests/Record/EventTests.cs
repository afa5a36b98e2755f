using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Events;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Record.Activities;
using Landfall.Functions.Record.Events;
using Landfall.Functions.Tests.Console;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Functions.Tests.Record;

/// <summary>From a fact in the record to what another system is told.</summary>
public sealed class EventTests : IEventPost
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private readonly RecordFixture fixture = new();
    private readonly FakeDurableTaskClient hub = new();
    private readonly List<(string Target, CloudEvent Message)> posted = [];
    private Exception? refusal;

    [Fact]
    public async Task A_rollout_begins_one_delivery_per_fact_however_often_its_steps_are_repeated()
    {
        await Name(new EventTargetSpec("desk", "https://desk.example", "desk"));

        foreach (var fact in new[] { Traffic("traffic-0", 0), Traffic("traffic-1", 1), Traffic("traffic-1", 1), Traffic("traffic-2", 10), Traffic("traffic-back", 10) })
            await Append.Run(fact, hub, Cancel);

        Assert.Equal(
            [
                (Orchestrators.EventDelivery, $"{RecordFixture.RunId}-event-exposed", new EventDue(RecordFixture.RunId, VersionEventKind.Exposed)),
                (Orchestrators.EventDelivery, $"{RecordFixture.RunId}-event-rolledback", new EventDue(RecordFixture.RunId, VersionEventKind.RolledBack)),
            ],
            hub.Started.Select(started => (started.Name, started.Instance, (EventDue)started.Input!)));
    }

    [Fact]
    public async Task Where_no_target_is_named_nothing_is_begun()
    {
        await Name();
        await Append.Run(Traffic("traffic-1", 1), hub, Cancel);

        Assert.Empty(hub.Started);
    }

    [Fact]
    public async Task A_hub_that_takes_no_delivery_keeps_no_fact_from_the_record_and_the_end_makes_up_for_it()
    {
        await Name(new EventTargetSpec("desk", "https://desk.example", "desk"));
        var away = new Approve.UnreachableHub(new FakeTimeProvider());

        var appended = await Append.Run(Traffic("traffic-1", 1), away, Cancel);
        Assert.Equal(1, appended.Sequence);
        // Nothing comes after it that could make up for it: it is tried again, and is the same entry then.
        var byHand = Traffic("rollback-5.0", 0) with { What = "rollback" };
        await Assert.ThrowsAsync<IOException>(() => Append.Run(byHand, away, Cancel));
        Assert.Equal(2, (await Append.Run(byHand, new FakeDurableTaskClient(), Cancel)).Sequence);
        await Assert.ThrowsAsync<IOException>(() => Finish.Run(new(Ended(Verdict.Promoted)), away, Cancel));
        await Finish.Run(new(Ended(Verdict.Promoted)), hub, Cancel);
        await Finish.Run(new(Ended(Verdict.Promoted)), hub, Cancel);

        Assert.Equal(
            [VersionEventKind.Exposed, VersionEventKind.Promoted], hub.Started.Select(started => ((EventDue)started.Input!).Kind));
    }

    [Fact]
    public async Task A_target_is_told_what_the_record_says_with_the_same_id_at_every_try()
    {
        await Name(
            new EventTargetSpec("desk", "https://desk.example", "desk", [VersionEventKind.Exposed]),
            new EventTargetSpec("ledger", "https://ledger.example", "ledger", null, ["flights-*"]),
            new EventTargetSpec("rail", "https://rail.example", "rail", null, ["rail-*"]));
        await Append.Run(Traffic("traffic-1", 1), hub, Cancel);
        hub.Add(Orchestrators.ModelDelivery, RecordFixture.RunId, await Live());
        var due = new EventDue(RecordFixture.RunId, VersionEventKind.Exposed);

        Assert.Equal(["desk", "ledger"], (await new PlanEventActivity(Facts).Run(due, hub, Cancel)).Targets);
        refusal = new IOException("desk answered 503");
        await Assert.ThrowsAsync<IOException>(() => Send.Run(new(due, "desk"), hub, Cancel));
        refusal = null;
        await Send.Run(new(due, "desk"), hub, Cancel);
        await Send.Run(new(due, "gone"), hub, Cancel);

        Assert.Equal(["desk", "desk"], posted.Select(one => one.Target));
        Assert.Single(posted.Select(one => one.Message.Json()).Distinct());
        Assert.Equal($"{RecordFixture.RunId}.exposed", posted[0].Message.Id);
    }

    [Fact]
    public async Task What_was_only_shadowed_tells_nobody_that_it_went_back()
    {
        await Name(new EventTargetSpec("desk", "https://desk.example", "desk"));
        await Append.Run(Traffic("traffic-0", 0), hub, Cancel);
        await Append.Run(Traffic("traffic-back", 0), hub, Cancel);
        hub.Add(Orchestrators.ModelDelivery, RecordFixture.RunId, await Live());

        Assert.Empty((await new PlanEventActivity(Facts).Run(new(RecordFixture.RunId, VersionEventKind.RolledBack), hub, Cancel)).Targets);
    }

    [Fact]
    public async Task A_run_that_nobody_knows_is_no_reason_to_try_again() => await Assert.ThrowsAsync<TerminalFailure>(
        () => new PlanEventActivity(Facts).Run(new("nobody-000000000000", VersionEventKind.Exposed), hub, Cancel));

    Task IEventPost.Post(EventTargetSpec target, CloudEvent message, CancellationToken cancel)
    {
        posted.Add((target.Name, message));
        return refusal is null ? Task.CompletedTask : Task.FromException(refusal);
    }

    private BlobDocumentStore Documents => new(fixture.Blobs);

    private EventStarts Starts => new(new CurrentEnvironments(fixture.Blobs, Documents), NullLogger<EventStarts>.Instance);

    private EventFacts Facts => new(fixture.Reader, fixture.Blobs, Documents, new PinnedDocuments(Documents));

    private AppendRecordActivity Append => new(fixture.Writer, Starts, NullLogger<AppendRecordActivity>.Instance);

    private SendEventActivity Send => new(Facts, this, NullLogger<SendEventActivity>.Instance);

    private FinishRunActivity Finish => new(
        fixture.Blobs, Documents, fixture.Reader, Starts, NullLogger<FinishRunActivity>.Instance);

    private Task Name(params EventTargetSpec[] targets) => Doors.Apply(
        fixture.Blobs, Doors.Guarded with { Spec = Doors.Guarded.Spec with { Events = targets } });

    /// <summary>As the hub shows a run while it rolls out, which has pinned the environment.</summary>
    private async Task<RunStatus> Live()
    {
        var run = RecordFixture.Run;
        var environment = await Documents.GetCurrentAsync(DocumentKinds.Environment, "local", Cancel);
        return RunSamples.RollingOut().Status with
        {
            Run = run with { Documents = run.Documents with { Environment = environment!.Current.Digest } },
        };
    }

    private static RunStatus Ended(Verdict verdict) => new(
        RecordFixture.Run, [], RecordFixture.Now, RecordFixture.Now, verdict, "all is well", Version: RecordFixture.Version(7));

    private static RecordFact Traffic(string key, int weight) => new(
        RecordFixture.RunId, key, "traffic", "rollout", RecordFixture.Now, $"{key} at {weight} %", null,
        JsonSerializer.SerializeToElement(new { weight }, ContractsJson.Options));
}
