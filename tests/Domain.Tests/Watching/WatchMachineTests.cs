using CsCheck;
using Landfall.Contracts;
using Landfall.Domain.Watching;
using static Landfall.Contracts.WatchOutcome;

namespace Landfall.Domain.Tests.Watching;

public sealed class WatchMachineTests
{
    private static readonly (WatchOutcome, WatchOutcome)[] Drifting = [(Over, Calm), (Over, Calm), (Over, Calm)];

    [Fact]
    public void The_owner_is_told_once_at_the_third_drifted_window_and_the_end_is_recorded()
    {
        var done = Watches.Play(
            Watches.Plan(), [.. Drifting, (Over, Calm), (Near, Calm), (Calm, Calm), (Calm, Calm), (Calm, Calm), (Over, Calm)]);

        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 1, 0], done.Select(effects => effects.Count));
        var told = Assert.IsType<WatchEffect.Tell>(done[2][0]);
        Assert.Equal(("model-drift", "flights-1", "model-watch"), (told.Fact.What, told.Fact.RunId, told.Fact.By));
        Assert.Equal(
            "live predictions of flights v7 have drifted from its holdout in 3 windows in a row, last Over. Nothing else is done",
            told.Fact.Summary);
        Assert.Contains("landfall watch status flights", told.Message.Text, StringComparison.Ordinal);
        Assert.Equal(told.Fact.Key, told.Message.Key);
        Assert.IsType<WatchEffect.Note>(done[7][0]);
    }

    [Fact]
    public void A_run_is_asked_for_once_and_the_next_one_when_the_last_is_old_enough()
    {
        var plan = Watches.Plan(WatchAction.Retrain, consecutive: 1);
        var first = WatchMachine.Next(new("flights"), Watches.Look(Watches.Start, Over, plan: plan));
        var asked = Assert.Single(first.Effects.OfType<WatchEffect.Retrain>());
        Assert.Equal(("flights", "v7-20260301T120000Z"), (asked.Request.Model, asked.Request.Occurrence));

        // The run has brought v8, which drifts from its first window on.
        var next = WatchMachine.Next(
            first.State,
            Watches.Look(Watches.Start.AddHours(2), Over, plan: plan, champion: Watches.Seven with { Number = 8, Digest = "sha256:m8" }));
        var held = Assert.IsType<WatchEffect.Tell>(Assert.Single(next.Effects));
        Assert.EndsWith(
            "A run was asked for at 2026-03-01 12:00:00Z; if this lasts, the next one is asked for after 2026-03-02 12:00:00Z",
            held.Fact.Summary, StringComparison.Ordinal);

        var eight = next.State.Champion;
        var early = WatchMachine.Next(next.State, Watches.Look(Watches.Start.AddHours(23), Over, plan: plan, champion: eight));
        var calm = WatchMachine.Next(early.State, Watches.Look(Watches.Start.AddHours(25), Near, plan: plan, champion: eight));
        var due = WatchMachine.Next(calm.State, Watches.Look(Watches.Start.AddHours(26), Over, plan: plan, champion: eight));
        var after = WatchMachine.Next(due.State, Watches.Look(Watches.Start.AddHours(99), Over, plan: plan, champion: eight));
        Assert.Equal((0, 0, 0), (early.Effects.Count, calm.Effects.Count, after.Effects.Count));
        Assert.Equal("v8-20260301T140000Z", Assert.IsType<WatchEffect.Retrain>(Assert.Single(due.Effects)).Request.Occurrence);
    }

    [Fact]
    public void Errors_lead_back_before_drift_is_asked_and_then_nothing_is_done_until_another_version_is_champion()
    {
        var plan = Watches.Plan(WatchAction.Retrain, WatchAction.RollBack, consecutive: 1);
        var decision = WatchMachine.Next(new("flights"), Watches.Look(Watches.Start, Over, Over, plan));
        var back = Assert.IsType<WatchEffect.GoBack>(Assert.Single(decision.Effects));
        Assert.Equal(WatchSubject.Errors, back.Episode.Subject);

        var gone = WatchMachine.WentBack(decision.State, back.Episode, new(Watches.Six), Watches.Start);
        var told = Assert.IsType<WatchEffect.Tell>(Assert.Single(gone.Effects));
        Assert.Equal(
            "too many requests of flights v7 failed in one window, last Over. All traffic is with flights v6", told.Fact.Summary);
        Assert.Empty(WatchMachine.Next(gone.State, Watches.Look(Watches.Start, Over, Over, plan)).Effects);

        var six = WatchMachine.Next(gone.State, Watches.Look(Watches.Start, Over, Calm, plan, Watches.Six));
        Assert.NotEmpty(six.Effects);
        Assert.Null(six.State.GoneBack);
    }

    [Fact]
    public void A_way_back_that_is_refused_is_told_and_not_tried_again()
    {
        var plan = Watches.Plan(onErrors: WatchAction.RollBack, consecutive: 1);
        var decision = WatchMachine.Next(new("flights"), Watches.Look(Watches.Start, Calm, Over, plan));
        var refused = WatchMachine.WentBack(
            decision.State, ((WatchEffect.GoBack)decision.Effects[0]).Episode, new(null, "it is the first version"), Watches.Start);

        Assert.EndsWith(
            "Traffic could not go back: it is the first version",
            ((WatchEffect.Tell)refused.Effects[0]).Fact.Summary, StringComparison.Ordinal);
        Assert.Empty(WatchMachine.Next(refused.State, Watches.Look(Watches.Start, Calm, Over, plan)).Effects);
    }

    [Fact]
    public void Another_champion_begins_with_nothing()
    {
        var two = WatchMachine.Next(
            WatchMachine.Next(new("flights"), Watches.Look(Watches.Start, Over, Over)).State, Watches.Look(Watches.Start, Over, Over));
        Assert.Equal((2, 2), (two.State.Drift!.Over, two.State.Errors!.Over));

        var other = WatchMachine.Next(two.State, Watches.Look(Watches.Start, Over, Over, champion: Watches.Six));
        Assert.Equal((1, 1), (other.State.Drift!.Over, other.State.Errors!.Over));
        Assert.Empty(other.Effects);
    }

    [Fact]
    public void Without_a_watch_or_a_champion_it_ends_and_says_why()
    {
        var look = Watches.Look(Watches.Start);

        Assert.Contains("asks for no watch", WatchMachine.Next(new("flights"), look with { Plan = null }).Over, StringComparison.Ordinal);
        Assert.Contains("has no champion", WatchMachine.Next(new("flights"), look with { Champion = null }).Over, StringComparison.Ordinal);
        Assert.Null(WatchMachine.Next(new("flights"), look).Over);
    }

    [Fact]
    public void Before_the_run_that_promoted_it_is_over_nothing_is_judged()
    {
        var plan = Watches.Plan(consecutive: 1);
        var decision = WatchMachine.Next(new("flights"), Watches.Look(Watches.Start, Over, Over, plan) with { Run = null });

        Assert.Empty(decision.Effects);
        Assert.Equal((null, null), (decision.State.Drift, decision.State.Errors));
    }

    [Fact]
    public void What_is_not_known_never_acts() => Gen.Select(Gen.Int[0, 50], Gen.Enum<WatchAction>(), Gen.Int[1, 4]).Sample(
        (looks, action, consecutive) => Assert.All(
            Watches.Play(Plan(action, consecutive), [.. Enumerable.Repeat((Unknown, Unknown), looks)]), Assert.Empty));

    [Fact]
    public void Good_and_bad_windows_in_turn_never_act() => Gen.Select(
        Gen.OneOfConst(Calm, Near), Gen.Enum<WatchAction>(), Gen.Int[2, 4]).Sample((good, action, consecutive) => Assert.All(
            Watches.Play(
                Plan(action, consecutive), [.. Enumerable.Repeat(new[] { (good, Over), (Over, good) }, 30).SelectMany(pair => pair)]),
            Assert.Empty));

    [Fact]
    public void An_episode_is_told_once_and_asks_for_one_run_at_most_and_runs_are_a_cool_down_apart() => Gen.Select(
        Gen.Enum<WatchOutcome>().Array[0, 600], Gen.Int[1, 4]).Sample((windows, consecutive) =>
        {
            var done = Watches.Play(Plan(WatchAction.Retrain, consecutive), [.. windows.Select(window => (window, Calm))]);
            var told = done.SelectMany(effects => effects.OfType<WatchEffect.Tell>()).Select(tell => tell.Fact.Key).ToList();
            var runs = done.Select((effects, at) => (At: at, Run: effects.OfType<WatchEffect.Retrain>().FirstOrDefault()))
                .Where(look => look.Run is not null).ToList();

            Assert.Equal(told.Distinct(), told);
            Assert.Equal(runs.Select(run => run.Run!.Request.Occurrence).Distinct().Count(), runs.Count);
            Assert.True(runs.Count <= told.Count);
            Assert.All(
                runs.Zip(runs.Skip(1)), pair => Assert.True(Watches.Every * (pair.Second.At - pair.First.At) >= TimeSpan.FromDays(1)));
            Assert.Equal(
                done.SelectMany(effects => effects).Count(effect => effect is WatchEffect.Note),
                told.Count - (Open(windows, consecutive) ? 1 : 0));
        }, iter: 200);

    [Fact]
    public void An_episode_of_errors_goes_back_exactly_once() => Gen.Select(Gen.Enum<WatchOutcome>().Array[0, 60], Gen.Int[1, 4]).Sample(
        (windows, consecutive) =>
        {
            var state = new WatchState("flights");
            var back = 0;
            foreach (var window in windows)
            {
                var look = Watches.Look(Watches.Start, Unknown, window, Plan(WatchAction.RollBack, consecutive));
                var decision = WatchMachine.Next(state, look);
                state = decision.State;
                foreach (var effect in decision.Effects.OfType<WatchEffect.GoBack>())
                {
                    back++;
                    state = WatchMachine.WentBack(state, effect.Episode, new(Watches.Six), Watches.Start).State;
                }
            }

            Assert.InRange(back, 0, 1);
        });

    private static bool Open(WatchOutcome[] windows, int consecutive)
    {
        var alarm = new WatchAlarm();
        foreach (var window in windows)
            (alarm, _) = AlarmTable.Next(alarm, Watches.Reading(window), consecutive, Watches.Start);
        return alarm.Since is not null;
    }

    private static WatchPlan Plan(WatchAction action, int consecutive) => Watches.Plan(
        action, action == WatchAction.Retrain ? WatchAction.Alert : action, consecutive);
}
