using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Watching;
using static Landfall.Contracts.WatchOutcome;

namespace Landfall.Domain.Tests.Watching;

/// <summary>Quality and health beside drift and errors.</summary>
public sealed class QualityWatchTests
{
    [Fact]
    public void Worse_predictions_are_told_and_acted_on_once_and_their_end_is_recorded()
    {
        var done = Play(Plan(WatchAction.Retrain), Over, Unknown, Over, Over, Near, Calm, Calm);

        Assert.Equal([0, 0, 2, 0, 0, 0, 1], done.Select(effects => effects.Count));
        var told = Assert.IsType<WatchEffect.Tell>(done[2][0]);
        Assert.Equal("live-quality", told.Fact.What);
        Assert.Equal(
            "live predictions of flights v7 were worse than those on its holdout in 2 windows in a row, last Over. A run is asked for",
            told.Fact.Summary);
        Assert.Equal("flights v7: live predictions are worse than on the holdout", told.Message.Subject);
        Assert.StartsWith("watch-quality-", told.Fact.Key, StringComparison.Ordinal);
        Assert.IsType<WatchEffect.Retrain>(done[2][1]);
        Assert.StartsWith("worse predictions of flights v7", Assert.IsType<WatchEffect.Note>(done[6][0]).Fact.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Quality_and_drift_at_once_ask_for_one_run()
    {
        var plan = Plan(WatchAction.Retrain, consecutive: 1) with { Drift = new(0.25, 500, 1, WatchAction.Retrain) };
        var decision = WatchMachine.Next(new("flights"), Watches.Look(Watches.Start, Over, plan: plan) with { Quality = Watches.Reading(Over) });

        Assert.Single(decision.Effects.OfType<WatchEffect.Retrain>());
        Assert.Equal(2, decision.Effects.OfType<WatchEffect.Tell>().Count());
        Assert.Equal((true, Watches.Start), (decision.State.Drift!.Owed, decision.State.RetrainedAt!.Value));
    }

    [Fact]
    public void Worse_predictions_lead_back_before_drift_is_asked()
    {
        var plan = Plan(WatchAction.RollBack, consecutive: 1) with { Drift = new(0.25, 500, 1, WatchAction.Retrain) };
        var look = Watches.Look(Watches.Start, Over, plan: plan) with { Quality = Watches.Reading(Over) };
        var back = Assert.IsType<WatchEffect.GoBack>(Assert.Single(WatchMachine.Next(new("flights"), look).Effects));

        Assert.Equal(WatchSubject.Quality, back.Episode.Subject);
    }

    [Fact]
    public void Nothing_to_be_seen_is_told_once_per_episode_and_what_is_seen_again_is_recorded()
    {
        var plan = Watches.Plan() with { Health = new(0, 1, 3, WatchAction.Alert) };
        var (state, done) = (new WatchState("flights"), new List<IReadOnlyList<WatchEffect>>());
        foreach (var (outcome, i) in new[] { Over, Over, Over, Over, Calm, Over, Calm, Calm, Calm, Over }.Select((outcome, i) => (outcome, i)))
        {
            var decision = WatchMachine.Next(
                state, Watches.Look(Watches.Start + (i * Watches.Every), plan: plan) with { Health = Watches.Reading(outcome) });
            (state, done) = (decision.State, [.. done, decision.Effects]);
        }

        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 0, 1, 0], done.Select(effects => effects.Count));
        var told = Assert.IsType<WatchEffect.Tell>(done[2][0]);
        Assert.Equal("nothing could be seen of flights v7 in 3 looks in a row, last Over. Nothing else is done", told.Fact.Summary);
        Assert.Equal(("serving-health", "flights v7: nothing can be seen of it"), (told.Fact.What, told.Message.Subject));
    }

    [Fact]
    public void Health_is_whether_a_pod_answers_and_the_holdout_s_metric_is_the_signed_one()
    {
        var plan = Plan(WatchAction.Alert) with { Health = new(0, 1, 3, WatchAction.Alert) };
        var champion = new WatchedChampion(
            Watches.Seven, Watches.Start, Watches.Run, null, null, new Dictionary<string, double> { ["accuracy"] = 0.9 });
        var seen = Look(new(Watches.Start, [Watches.Pod("a"), Watches.Pod("b") with { Metrics = null }], new([], "Prometheus is away")));
        Assert.Equal((Calm, "1 of 2 pods of flights v7 answer", 0.9), (seen.Health!.Outcome, seen.Health.Explanation, seen.Holdout));
        Assert.Equal("Prometheus is away", seen.Blind);

        Assert.Equal((Over, "no pod serves flights v7"), Health(new(Watches.Start, [])));
        Assert.Equal((Over, "no agent of flights v7 can be read"), Health(new(Watches.Start, [Watches.Pod("a") with { Metrics = null }])));
        Assert.Equal((Over, "the API server is away"), Health(new(Watches.Start, [], null, "the API server is away")));

        WatchLook Look(WatchFindings found) => WatchObservation.Of(plan, champion, WatchCounters.Empty, found);
        (WatchOutcome, string) Health(WatchFindings found) => (Look(found).Health!.Outcome, Look(found).Health!.Explanation);
    }

    [Fact]
    public void The_logs_are_read_on_for_quality_alone()
    {
        var plan = Plan(WatchAction.Alert) with { Drift = null };
        var champion = new WatchedChampion(Watches.Seven, Watches.Start, Watches.Run, null);
        var look = WatchObservation.Of(
            plan, champion, WatchCounters.Empty, new(Watches.Start, [Watches.Pod("a", answers: Watches.Log("a", Watches.Answer(1, [0.5])))]));

        Assert.Equal((1L, 0, 0L), (look.Counters.Cursor["a|0"], look.Counters.Bins.Count, look.Counters.Unread));
    }

    private static WatchPlan Plan(WatchAction onQuality, int consecutive = 2) => Watches.Plan() with
    {
        Drift = null,
        Quality = Quality.Labels.PlanOf(ModelTask.Binary, "accuracy") with { Rule = new(0.05, 100, consecutive, onQuality) },
    };

    private static List<IReadOnlyList<WatchEffect>> Play(WatchPlan plan, params WatchOutcome[] looks)
    {
        var (state, at, done) = (new WatchState("flights"), Watches.Start, new List<IReadOnlyList<WatchEffect>>());
        foreach (var outcome in looks)
        {
            var decision = WatchMachine.Next(state, Watches.Look(at, plan: plan) with { Quality = Watches.Reading(outcome) });
            (state, at) = (decision.State, at + Watches.Every);
            done.Add(decision.Effects);
        }

        return done;
    }
}
