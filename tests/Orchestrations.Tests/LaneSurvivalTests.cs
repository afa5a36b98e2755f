using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>A lane that died would be the end of its pipeline: what goes wrong is told, and it goes on.</summary>
public sealed class LaneSurvivalTests : OrchestratorTests
{
    private static readonly LandedNudge Nudge = new("flights", "monthly/a.parquet", "etag");
    private static readonly Run First = Sample.RunOf("flights-1", "2026-01");
    private static readonly Run Second = Sample.RunOf("flights-2", "2026-02");

    private readonly List<Run> claimed = [];
    private readonly List<string> started = [];
    private readonly List<RecordFact> recorded = [];
    private readonly List<SettleRequest> settled = [];
    private readonly List<string> reruns = [];
    private SettledRun settlement = new(null, false, "it is Running");

    public LaneSurvivalTests()
        : base(typeof(LandingLane), Orchestrators.LaneId("flights"))
    {
        Answer<ScanRequest>(Steps.ScanLandings, _ => new ScanResult([.. claimed], null, Concurrency.Queue, []));
        Answer<Run>(Steps.StartRun, run =>
        {
            started.Add(run.Id);
            return null;
        });
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            recorded.Add(fact);
            return new Appended(recorded.Count, "hash");
        });
        Answer<SettleRequest>(Steps.SettleRun, request =>
        {
            settled.Add(request);
            return settlement;
        });
    }

    [Fact]
    public void A_run_that_cannot_be_started_is_refused_with_its_reason_and_the_next_one_starts()
    {
        settlement = new(Verdict.Failed, true, "it could not be started: the name is too long");
        Answer<Run>(Steps.StartRun, run =>
        {
            if (run.Id == First.Id)
                return new Broken("the name is too long");
            started.Add(run.Id);
            return null;
        });
        Begin(First, Second);
        Keep("1.0-refused");

        Assert.Equal("it could not be started: the name is too long", Assert.Single(settled).Problem);
        Assert.Equal([Second.Id], started);
        Assert.Equal(Second.Id, State.Active!.Id);
        var fact = Assert.Single(recorded);
        Assert.Equal((First.Id, "verdict", "Failed: it could not be started: the name is too long"), (fact.RunId, fact.What, fact.Summary));
    }

    [Fact]
    public void A_start_whose_answer_was_lost_is_still_the_active_run()
    {
        Answer(Steps.StartRun, new Broken("the mark could not be written"));
        Begin(First, Second);

        Assert.Equal(First.Id, State.Active!.Id);
        Assert.Equal([Second.Id], State.Queue.Select(run => run.Id));
        Assert.Empty(recorded);
    }

    [Fact]
    public void Nothing_that_fails_for_good_ends_it_and_a_minute_later_it_asks_again()
    {
        Answer(Steps.StartRun, new Broken("no"));
        Answer(Steps.SettleRun, new Broken("storage is away"));
        Begin(First);
        Assert.Equal((OrchestrationRuntimeStatus.Running, "it could not be started: no"), (Play.Status, State.Problem));

        settlement = new(Verdict.Failed, true, "it is gone");
        Answer<SettleRequest>(Steps.SettleRun, _ => settlement);
        Play.FireNextTimer();
        Go();
        Assert.Equal((Sample.Start.UtcDateTime.AddMinutes(1), null), (Play.Now, State.Active));
    }

    [Theory]
    [InlineData("The specified container does not exist.\nRequestId:1-2\nTime:2026-01-01\nStatus: 404 (x)\nErrorCode: ContainerNotFound\n\nContent:\n<?xml?>",
        "The specified container does not exist. (ContainerNotFound)")]
    [InlineData("It went wrong.\nRequestId:1-2\nTime:2026-01-01", "It went wrong.")]
    [InlineData("one line\nand another", "one line\nand another")]
    public void Of_what_a_service_answers_people_get_what_it_says(string message, string problem)
    {
        Answer(Steps.ScanLandings, new Broken(message));
        Begin(First);
        Assert.Equal(problem, State.Problem);
    }

    [Fact]
    public void A_run_that_died_without_a_word_does_not_hold_up_those_that_wait()
    {
        Begin(First, Second);
        Play.FireNextTimer();
        Go();
        Assert.Equal((First.Id, null), (State.Active!.Id, settled[^1].Problem));

        settlement = new(Verdict.Failed, true, "its orchestration is Terminated without a verdict");
        Play.FireNextTimer();
        Go();
        Assert.Equal([First.Id, Second.Id], started);
        Assert.Equal(Sample.Start.UtcDateTime.AddMinutes(30), Play.Now);
        Assert.Equal(First.Id, Assert.Single(recorded).RunId);
    }

    [Fact]
    public void A_dropped_run_whose_end_cannot_be_written_is_told_and_the_lane_goes_on()
    {
        Answer<ScanRequest>(Steps.ScanLandings, _ => new ScanResult([.. claimed], null, Concurrency.Skip, []));
        Answer(Steps.FinishRun, new Broken("storage is away"));
        Begin(First, Second);

        Assert.Contains("storage is away", State.Problem, StringComparison.Ordinal);
        Assert.Equal([First.Id], started);
    }

    [Fact]
    public void An_event_that_nobody_can_read_is_dropped()
    {
        Begin();
        Raise(Signals.RunEnded, new { runId = 5 });
        Raise(Signals.Rerun, "again, please");
        claimed.Add(First);
        Raise(Signals.Landed, Nudge);

        Assert.Equal(OrchestrationRuntimeStatus.Running, Play.Status);
        Assert.Equal([First.Id], started);
    }

    [Fact]
    public void Thousands_of_landings_keep_its_history_short_and_lose_nothing()
    {
        const int Events = 5000;
        Begin(First);
        HoldBack(Steps.ScanLandings);
        var longest = 0;
        for (var sent = 0; sent < Events; sent++)
        {
            Play.RaiseEvent(sent % 1000 == 999 ? Signals.Rerun : Signals.Landed, sent % 1000 == 999
                ? new RerunRequest($"flights-{sent}", "ada", "again")
                : Nudge);
            if (sent % 7 == 0 && Play.OpenActivities.Contains(Steps.ScanLandings))
                Scan();
            longest = Math.Max(longest, Play.History.Count);
        }

        Raise(Signals.RunEnded, new RunEnded(First.Id, Verdict.Promoted));
        while (Play.OpenActivities.Contains(Steps.ScanLandings))
            Scan();

        Assert.Equal(5, reruns.Distinct().Count());
        Assert.Null(State.Active);
        Assert.True(Play.Generation > Events / 200, $"It started over {Play.Generation} times.");
        Assert.True(longest < 1500, $"Its history grew to {longest} events.");
    }

    private LaneState State => Play.CustomStatus<LaneState>()!;

    private void Begin(params Run[] landed)
    {
        claimed.AddRange(landed);
        Go(new LaneState("flights"));
        Raise(Signals.Landed, Nudge);
        claimed.Clear();
    }

    private void Scan()
    {
        if (Play.InputOf<ScanRequest>(Steps.ScanLandings)!.Rerun is { } rerun)
            reruns.Add(rerun.RunId);
        Play.CompleteActivity(Steps.ScanLandings, new ScanResult([], null, Concurrency.Queue, []));
        Go();
    }
}
