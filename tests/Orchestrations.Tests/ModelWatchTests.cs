using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class ModelWatchTests : OrchestratorTests
{
    private static readonly WatchCounters Counted = WatchCounters.Empty with { Bins = [3, 4], Clusters = 7 };

    private readonly List<RecordFact> facts = [];
    private readonly List<OwnerMessage> told = [];
    private readonly List<DriftRequest> asked = [];
    private readonly List<WatchRequest> looks = [];
    private WatchOutcome drift = WatchOutcome.Calm;
    private WatchOutcome errors = WatchOutcome.Calm;
    private WatchAction onDrift = WatchAction.Alert;
    private bool isWanted = true;

    public ModelWatchTests()
        : base(typeof(ModelWatch), Orchestrators.WatchId("flights"))
    {
        Answer<WatchRequest>(Steps.ObserveChampion, request =>
        {
            looks.Add(request);
            return Look();
        });
        Answer<OwnerMessage>(Steps.TellOwner, message =>
        {
            told.Add(message);
            return new ToldOwner(["anna"]);
        });
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            facts.Add(fact);
            return new Appended(facts.Count, "hash");
        });
        Answer<DriftRequest>(Steps.AskRetrain, request =>
        {
            asked.Add(request);
            return null;
        });
        Answer(Steps.GoBack, new GoneBack(Sample.Six));
    }

    [Fact]
    public void It_looks_at_once_then_every_five_minutes_and_starts_over_with_what_it_counted()
    {
        Go(new WatchState("flights"));
        Assert.Equal((null, 0), (looks[0].Known, looks[0].Counters.Bins.Count));
        Assert.Equal((Sample.Start.UtcDateTime, 1), (Play.Now, Play.Generation));

        Next();
        Assert.Equal(Sample.Start.UtcDateTime.AddMinutes(5), Play.Now);
        Assert.Equal((Sample.Seven, 7L), (looks[1].Known, looks[1].Counters.Clusters));
        Assert.Equal([3L, 4L], looks[1].Counters.Bins);
        Assert.Empty(facts);
    }

    [Fact]
    public void Drift_asks_the_lane_for_a_run_recorded_before_and_once()
    {
        (onDrift, drift) = (WatchAction.Retrain, WatchOutcome.Over);
        Go(new WatchState("flights"));
        HoldBack(Steps.AskRetrain);
        Next();
        Keep();

        Answer<DriftRequest>(Steps.AskRetrain, request =>
        {
            asked.Add(request);
            return null;
        });
        Go();
        Next();
        Assert.Equal(
            [Steps.TellOwner, Steps.AppendRecord, Steps.AppendRecord, Steps.AskRetrain], Called.Where(step => step != Steps.ObserveChampion));
        Assert.Equal(3, looks.Count);
        Assert.Equal("flights", Assert.Single(asked).Model);
        Assert.Equal(["model-drift", "model-drift"], facts.Select(fact => fact.What));
        Assert.Equal(Sample.Run.Id, facts[0].RunId);
        Assert.NotNull(Status.RetrainedAt);
        Assert.NotNull(Status.Drift!.Since);
    }

    [Fact]
    public void Errors_give_traffic_back_first_and_then_it_is_told_and_recorded()
    {
        errors = WatchOutcome.Over;
        Go(new WatchState("flights"));
        HoldBack(Steps.AppendRecord);
        Next();
        Keep("1.0-back");
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            facts.Add(fact);
            return new Appended(facts.Count, "hash");
        });
        Go();
        for (var look = 0; look < 3; look++)
            Next();

        Assert.Equal(
            [Steps.GoBack, Steps.TellOwner, Steps.AppendRecord], Called.Where(step => step != Steps.ObserveChampion));
        Assert.Contains("All traffic is with flights v6", Assert.Single(facts).Summary, StringComparison.Ordinal);
        Assert.Contains("All traffic is with flights v6", Status.GoneBack, StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_back_that_fails_is_told_with_its_reason_and_not_tried_again()
    {
        Answer(Steps.GoBack, new Broken("the route is gone"));
        errors = WatchOutcome.Over;
        Go(new WatchState("flights"));
        for (var look = 0; look < 4; look++)
            Next();

        Assert.Contains("Traffic could not go back: the route is gone", Assert.Single(told).Text, StringComparison.Ordinal);
        Assert.Null(Status.GoneBack);
    }

    [Theory]
    [InlineData(Steps.TellOwner, "the owner could not be told: it is away")]
    [InlineData(Steps.AppendRecord, "the record could not be written: it is away")]
    [InlineData(Steps.AskRetrain, "no run could be asked for: it is away")]
    public void What_cannot_be_done_is_shown_and_it_goes_on(string step, string problem)
    {
        Answer(step, new Broken("it is away"));
        (onDrift, drift) = (WatchAction.Retrain, WatchOutcome.Over);
        Go(new WatchState("flights"));
        Next();

        Assert.Equal(problem, Status.Problem);
        Assert.Equal(step == Steps.TellOwner, facts.Any(fact => fact.Summary.EndsWith(problem, StringComparison.Ordinal)));
        Assert.Equal(OrchestrationRuntimeStatus.Running, Play.Status);
        Next();
        Assert.Null(Status.Problem);
    }

    [Fact]
    public void A_look_that_fails_is_shown_and_the_next_one_goes_on_from_what_was_counted()
    {
        Go(new WatchState("flights"));
        Answer(Steps.ObserveChampion, new Broken("storage is away"));
        Next();
        Assert.Equal("storage is away", Status.Problem);

        Answer<WatchRequest>(Steps.ObserveChampion, request =>
        {
            looks.Add(request);
            return Look();
        });
        Next();
        Assert.Equal(7, looks[^1].Counters.Clusters);
        Assert.Null(Status.Problem);
    }

    [Fact]
    public void It_ends_with_the_reason_when_the_pipeline_no_longer_asks_for_it()
    {
        Go(new WatchState("flights"));
        isWanted = false;
        Play.FireNextTimer();
        Go();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, Play.Status);
        Assert.Equal("the pipeline flights asks for no watch", Play.Output<string>());
    }

    private WatchStatus Status => Play.CustomStatus<WatchStatus>()!;

    private void Next()
    {
        Play.FireNextTimer();
        Go();
    }

    private WatchLook Look()
    {
        var plan = new WatchPlan(
            TimeSpan.FromMinutes(5), new(0.25, 500, 2, onDrift), new(0.05, 100, 2, WatchAction.RollBack), TimeSpan.FromDays(1));
        return new(
            Sample.Start + TimeSpan.FromMinutes(5 * looks.Count), isWanted ? plan : null, Sample.Seven, Sample.Start, Sample.Run,
            Reading(drift, 0.25), Reading(errors, 0.05), Counted);
    }

    private static WatchReading Reading(WatchOutcome outcome, double limit) =>
        new(outcome, outcome == WatchOutcome.Over ? 2 * limit : 0, limit, 600, $"{outcome} of 600");
}
