using Landfall.Contracts.Documents;
using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>A watch that reads labels too: another app judges them, and its answer is a part of the look.</summary>
public sealed class ModelWatchLabelsTests : OrchestratorTests
{
    private readonly List<QualityRequest> asked = [];
    private readonly List<RecordFact> facts = [];
    private WatchOutcome quality = WatchOutcome.Over;
    private int looks;

    public ModelWatchLabelsTests()
        : base(typeof(ModelWatch), Orchestrators.WatchId("flights"))
    {
        Answer<WatchRequest>(Steps.ObserveChampion, _ => Look(looks++));
        Answer<QualityRequest>(Steps.JudgeLabels, request =>
        {
            asked.Add(request);
            return new QualityLook(
                request.At, new(quality, 0.2, 0.05, 600, $"{quality} of 600"),
                new("accuracy", 0.7, 0.66, 0.74, 0.9, 600, 30, 5, 0, 0, 1, Sample.Start));
        });
        Answer(Steps.TellOwner, new ToldOwner(["anna"]));
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            facts.Add(fact);
            return new Appended(facts.Count, "hash");
        });
        Answer(Steps.GoBack, new GoneBack(Sample.Six));
    }

    [Fact]
    public void Worse_predictions_give_traffic_back_in_the_second_window_and_then_labels_are_not_asked_for()
    {
        Go(new WatchState("flights"));
        HoldBack(Steps.GoBack);
        Next();
        Keep("1.0-labels");
        Answer(Steps.GoBack, new GoneBack(Sample.Six));
        Go();
        Next();

        Assert.Equal(2, asked.Count);
        Assert.Equal((0.9, Sample.Seven), (asked[0].Holdout, asked[0].Champion));
        Assert.NotEqual(asked[0].At, asked[1].At);
        Assert.Equal("live-quality", Assert.Single(facts).What);
        Assert.Contains("All traffic is with flights v6", Status.GoneBack, StringComparison.Ordinal);
        Assert.Null(Status.Quality);
    }

    [Fact]
    public void The_status_shows_the_metric_and_how_many_predictions_are_labelled()
    {
        quality = WatchOutcome.Calm;
        Go(new WatchState("flights"));

        Assert.Equal(("Calm of 600", 600L), (Status.Quality!.Judged!.Explanation, Status.Labels!.Labelled));
        Assert.Empty(facts);
    }

    [Fact]
    public void An_app_that_does_not_answer_in_two_minutes_leaves_the_rest_of_the_look_and_is_heard_later()
    {
        HoldBack(Steps.JudgeLabels);
        Go(new WatchState("flights"));
        Next();
        Assert.Equal((Sample.Start.UtcDateTime.AddMinutes(2), 0), (Play.Now, Play.Generation));
        Assert.StartsWith("no labels: they were not read within two minutes", Status.Quality!.Now.Explanation, StringComparison.Ordinal);
        Assert.Equal((WatchOutcome.Calm, null), (Status.Errors!.Now.Outcome, Status.Problem));
        Next();
        Next();
        Assert.Equal((2, Sample.Start.UtcDateTime.AddMinutes(9)), (looks, Play.Now));
        Keep("1.0-late-labels");

        Answer(Steps.JudgeLabels, new QualityLook(
            Sample.Start, new(WatchOutcome.Over, 0.2, 0.05, 600, "late"),
            new("accuracy", 0.7, 0.66, 0.74, 0.9, 600, 30, 5, 0, 0, 1, Sample.Start)));
        Next();
        Assert.Equal((3, 1, "late"), (looks, Status.Quality!.Over, Status.Quality.Now.Explanation));
        Assert.Equal(1, Play.Generation);
    }

    [Fact]
    public void Labels_that_cannot_be_read_leave_the_rest_of_the_look()
    {
        Answer(Steps.JudgeLabels, new Broken("storage is away"));
        Go(new WatchState("flights"));
        Assert.Equal((WatchOutcome.Unknown, "no labels: storage is away"), (Status.Quality!.Now.Outcome, Status.Quality.Now.Explanation));
        Assert.Equal(WatchOutcome.Calm, Status.Errors!.Now.Outcome);
    }

    private WatchStatus Status => Play.CustomStatus<WatchStatus>()!;

    private void Next()
    {
        Play.FireNextTimer();
        Go();
    }

    private static WatchLook Look(int number) => new(
        Sample.Start + TimeSpan.FromMinutes(5 * number),
        new(
            TimeSpan.FromMinutes(5), null, new(0.05, 100, 2, WatchAction.RollBack), TimeSpan.FromDays(1),
            new(
                ModelTask.Binary, "accuracy", new(0.05, 500, 2, WatchAction.RollBack),
                new("labels", null, ["requestId"], "delayed", TimeSpan.FromDays(30)))),
        Sample.Seven, Sample.Start, Sample.Run, null, new(WatchOutcome.Calm, 0, 0.05, 600, "Calm of 600"), WatchCounters.Empty,
        Holdout: 0.9);
}
