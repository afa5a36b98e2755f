using Landfall.Domain.Storage;
using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class LandingLaneTests : OrchestratorTests
{
    private static readonly LandedNudge Nudge = new("flights", "monthly/a.parquet", "etag");
    private static readonly Run First = Sample.RunOf("flights-1", "2026-01");
    private static readonly Run Second = Sample.RunOf("flights-2", "2026-02");
    private static readonly Run Third = Sample.RunOf("flights-3", "2026-03");

    private readonly List<Run> claimed = [];
    private readonly List<string> started = [];
    private readonly List<RunStatus> dropped = [];
    private readonly List<ScanRequest> scans = [];
    private Concurrency concurrency = Concurrency.Queue;
    private DateTimeOffset? lookAgainAt;

    public LandingLaneTests()
        : base(typeof(LandingLane), Orchestrators.LaneId("flights"))
    {
        AnswerScans();
        Answer<Run>(Steps.StartRun, run =>
        {
            started.Add(run.Id);
            return null;
        });
        Answer<FinishRequest>(Steps.FinishRun, request =>
        {
            dropped.Add(request.Status);
            return null;
        });
        Answer(Steps.AppendRecord, new Appended(1, "hash"));
        Go(new LaneState("flights"));
    }

    [Fact]
    public void What_landed_is_scanned_started_and_remembered()
    {
        Land(First);
        Assert.Equal([First.Id], started);
        Assert.Equal(First.Id, State.Active!.Id);

        Land(Second);
        Assert.Equal([Second.Id], State.Queue.Select(run => run.Id));

        End(First);
        Assert.Equal([First.Id, Second.Id], started);
        End(Second);
        Keep();
        Assert.Null(State.Active);
    }

    [Fact]
    public void What_waits_in_the_lane_is_named_to_the_scan_and_need_not_be_told_again()
    {
        Land(First);
        Land(Second);
        Assert.Null(scans[^1].Known);

        Raise(Signals.Landed, Nudge);
        Assert.Equal([Second.Id], scans[^1].Known);
    }

    [Fact]
    public void Any_number_of_nudges_during_a_scan_is_one_more_scan()
    {
        HoldBack(Steps.ScanLandings);
        for (var nudge = 0; nudge < 25; nudge++)
            Raise(Signals.Landed, Nudge);
        AnswerScans();
        Go();

        Assert.Equal(2, scans.Count);
    }

    [Fact]
    public void A_backfill_that_a_person_asked_for_is_passed_to_the_scan_and_its_runs_start_in_their_order()
    {
        concurrency = Concurrency.Supersede;
        var past = new RunTrigger("backfill", "b1");
        claimed.AddRange([First with { Trigger = past }, Second with { Trigger = past }]);
        Raise(Signals.Backfill, new BackfillRequest("b1", "2026-01", "2026-02", "ada", "a new label"));

        Assert.Equal("b1", Assert.Single(scans).Backfill?.Id);
        Assert.Equal([First.Id], started);
        End(First);
        Assert.Equal([First.Id, Second.Id], started);
        Assert.Empty(dropped);
    }

    [Fact]
    public void Marks_go_before_anything_else_and_into_the_record_of_the_run_that_tainted_the_data()
    {
        var facts = new List<RecordFact>();
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            facts.Add(fact);
            return new Appended(1, "hash");
        });
        HoldBack(Steps.ScanLandings);
        Raise(Signals.Landed, Nudge);
        Raise(Signals.Backfill, new BackfillRequest("b1", null, null, "ada", "again"));
        Raise(Signals.Taint, new TaintRequest("t1", ["sha256:01", "sha256:02"], Lift: false, "ada", "v7 was wrong", First.Id));
        AnswerScans();
        Go();

        Assert.Equal("t1", scans[1].Taint?.Id);
        Assert.Equal("b1", scans[2].Backfill?.Id);
        var fact = Assert.Single(facts, fact => fact.What == "tainted");
        Assert.Equal((First.Id, "taint-t1", "ada"), (fact.RunId, fact.Key, fact.By));
        Assert.Equal("2 datasets that landed while this version served will not be trained on: v7 was wrong", fact.Summary);
    }

    [Fact]
    public void Newer_data_supersedes_the_run_and_starts_when_that_has_ended()
    {
        concurrency = Concurrency.Supersede;
        Land(First);
        Land(Second);
        var sent = Assert.Single(Play.History, e => e.EventSent is not null).EventSent;
        Assert.Equal((First.Id, Signals.Supersede), (sent.InstanceId, sent.Name));

        Land(Third);
        Assert.Equal([First.Id], started);
        var gone = Assert.Single(dropped);
        Assert.Equal((Second.Id, Verdict.Superseded), (gone.Run.Id, gone.Verdict));

        End(First, Verdict.Superseded);
        Assert.Equal([First.Id, Third.Id], started);
    }

    [Fact]
    public void Skipped_data_ends_with_its_reason()
    {
        concurrency = Concurrency.Skip;
        Land(First);
        Land(Second);

        Assert.Equal("skipped: flights-1 was running", Assert.Single(dropped).Reason);
        End(First);
        Assert.Equal([First.Id], started);
    }

    [Fact]
    public void A_rerun_is_a_scan_that_names_the_run()
    {
        claimed.Add(First);
        Raise(Signals.Rerun, new RerunRequest("flights-0", "ada", "again"));

        Assert.Equal("flights-0", Assert.Single(scans).Rerun!.RunId);
        Assert.Equal([First.Id], started);
    }

    [Fact]
    public void The_end_of_a_run_it_does_not_know_changes_nothing()
    {
        Land(First);
        End(Third);

        Assert.Equal(First.Id, State.Active!.Id);
        Assert.Equal([First.Id], started);
    }

    [Fact]
    public void A_quiet_period_that_is_over_is_looked_at_without_an_event()
    {
        lookAgainAt = Sample.Start.AddMinutes(10);
        Raise(Signals.Landed, Nudge);
        Assert.Equal(Sample.Start.AddMinutes(10).UtcDateTime, Assert.Single(Play.OpenTimers));

        lookAgainAt = null;
        claimed.Add(First);
        Play.FireNextTimer();
        Go();

        Assert.Equal([First.Id], started);
        Assert.Null(State.LookAgainAt);
    }

    [Fact]
    public void A_scan_that_fails_for_good_is_told_and_tried_again_and_the_lane_lives()
    {
        Land(First);
        Answer(Steps.ScanLandings, new TerminalFailure("there is no run flights-0"));
        Raise(Signals.Rerun, new RerunRequest("flights-0", "ada", "again"));
        LetRetriesPass();

        Assert.Equal(OrchestrationRuntimeStatus.Running, Play.Status);
        Assert.Equal(("there is no run flights-0", First.Id), (State.Problem, State.Active!.Id));

        AnswerScans();
        Play.FireNextTimer();
        Go();
        Assert.Null(State.Problem);
        Assert.Null(scans[^1].Rerun);
    }

    [Fact]
    public void What_a_person_asked_for_while_storage_was_away_is_done_when_it_is_back()
    {
        Answer(Steps.ScanLandings, new IOException("storage is away"));
        Raise(Signals.Rerun, new RerunRequest("flights-0", "ada", "again"));
        LetRetriesPass();
        Assert.Equal("storage is away", State.Problem);

        AnswerScans();
        Raise(Signals.Landed, Nudge);
        Assert.Null(Assert.Single(scans).Rerun);
        while (scans.Count == 1)
        {
            Play.FireNextTimer();
            Go();
        }

        Assert.Equal("flights-0", scans[^1].Rerun?.RunId);
        Assert.Single(scans, scan => scan.Rerun is not null);
    }

    [Fact]
    public void After_twenty_turns_it_starts_over_and_keeps_its_state()
    {
        Land(First);
        for (var turn = 1; turn < 20; turn++)
            Raise(Signals.Landed, Nudge);

        Assert.Equal(1, Play.Generation);
        Assert.Equal((First.Id, 20), (State.Active!.Id, State.Turns));
        Land(Second);
        End(First);
        Assert.Equal([First.Id, Second.Id], started);
    }

    [Fact]
    public void What_arrives_during_the_last_scan_before_a_start_over_is_not_lost()
    {
        Land(First);
        claimed.Add(Second);
        for (var turn = 1; turn < 19; turn++)
            Raise(Signals.Landed, Nudge);

        HoldBack(Steps.ScanLandings);
        Raise(Signals.Landed, Nudge);
        Raise(Signals.RunEnded, new RunEnded(First.Id, Verdict.Promoted));
        Raise(Signals.Rerun, new RerunRequest("flights-0", "ada", "again"));
        AnswerScans();
        Go();

        Assert.Equal(1, Play.Generation);
        Assert.Equal([First.Id, Second.Id], started);
        Assert.Single(scans, scan => scan.Rerun is not null);
    }

    private void LetRetriesPass()
    {
        while (State.Problem is null)
        {
            Play.FireNextTimer();
            Go();
        }
    }

    private LaneState State => Play.CustomStatus<LaneState>()!;

    private void AnswerScans() => Answer<ScanRequest>(Steps.ScanLandings, scan =>
    {
        scans.Add(scan);
        return new ScanResult([.. claimed], lookAgainAt, concurrency, []);
    });

    /// <summary>The ledger answers with what was claimed and neither started nor dropped.</summary>
    private void Land(Run run)
    {
        claimed.RemoveAll(known => started.Contains(known.Id) || dropped.Exists(status => status.Run.Id == known.Id));
        claimed.Add(run);
        Raise(Signals.Landed, Nudge);
    }

    private void End(Run run, Verdict verdict = Verdict.Promoted) => Raise(Signals.RunEnded, new RunEnded(run.Id, verdict));
}
