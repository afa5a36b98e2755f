using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Domain.Drift;
using Landfall.Domain.Watching;
using Landfall.Domain.Watching.Inputs;

namespace Landfall.Domain.Tests.Watching.Inputs;

public sealed class InputWatchTests
{
    private static readonly double[] Thousand = [.. Enumerable.Range(0, 2_000).Select(i => (double)i)];

    private static readonly InputBaseline Baseline = InputBaseline.Of(new(
    [
        new("distance", Numeric: NumericProfile.Of(Thousand)),
        new("carrier", Category: CategoryProfile.Of([.. Thousand.Select(i => i % 4 == 0 ? "UA" : "AA")])),
    ]));

    private static readonly WatchPlan Plan = new(
        Watches.Every, null, null, TimeSpan.FromDays(1), Inputs: new(0.25, 500, 2, WatchAction.Alert));

    private static readonly WatchedChampion Champion = new(Watches.Seven, Watches.Start, Watches.Run, null, Inputs: Baseline);

    private static long[] Distances(int rows, double from = 0, double to = 2_000, long missing = 0) =>
        [.. NumericProfile.Of(Thousand).Alike([.. Enumerable.Range(0, rows).Select(i => from + (i * (to - from) / rows))]).Counts, missing];

    private static InputReading Pod(string name, long[] distances, long[]? carriers = null, DateTimeOffset? started = null, string? bins = null) => new(
        name, new("v7", name, started ?? Watches.Start, bins ?? InputBins.DigestOf(Baseline.Bins),
            [new("distance", distances), new("carrier", carriers ?? new long[4])]));

    private static WatchLook Look(WatchCounters known, params InputReading[] inputs) =>
        WatchObservation.Of(Plan, Champion, known, new(Watches.Start, [Watches.Pod("a")], Inputs: inputs));

    [Fact]
    public void Inputs_like_the_data_are_calm_and_a_column_that_moved_is_named()
    {
        var same = Look(WatchCounters.Empty, Pod("a", Distances(600), [450, 150, 0, 0]));
        Assert.Equal((WatchOutcome.Calm, 600L), (same.Inputs!.Outcome, same.Inputs.Samples));

        var moved = Look(WatchCounters.Empty, Pod("a", Distances(600, from: 1_000), [450, 150, 0, 0]));
        Assert.Equal(WatchOutcome.Over, moved.Inputs!.Outcome);
        Assert.Matches("^1 of 2 columns above psi 0.25 in 600 rows; most in distance: psi [0-9.]+$", moved.Inputs.Explanation);

        var missing = Look(WatchCounters.Empty, Pod("a", Distances(300, missing: 300), [450, 150, 0, 0]));
        Assert.Equal(WatchOutcome.Over, missing.Inputs!.Outcome);
    }

    [Fact]
    public void A_column_that_no_request_has_says_nothing()
    {
        var look = Look(WatchCounters.Empty, Pod("a", Distances(600)));

        Assert.Equal(WatchOutcome.Calm, look.Inputs!.Outcome);
        Assert.StartsWith("0 of 1 columns above", look.Inputs.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_grows_by_what_is_new_and_is_empty_after_it_was_judged()
    {
        var first = Look(WatchCounters.Empty, Pod("a", Distances(300)));
        Assert.Equal("300 of 500 rows that a window needs", first.Inputs!.Explanation);

        var second = Look(first.Counters, Pod("a", Distances(400)), Pod("b", Distances(50)));
        Assert.Equal("450 of 500 rows that a window needs", second.Inputs!.Explanation);

        var third = Look(second.Counters, Pod("a", Distances(520)), Pod("b", Distances(50)));
        Assert.Equal((WatchOutcome.Calm, 570L), (third.Inputs!.Outcome, third.Inputs.Samples));
        Assert.Equal("0 of 500 rows that a window needs", Look(third.Counters, Pod("a", Distances(520)), Pod("b", Distances(50))).Inputs!.Explanation);
    }

    [Fact]
    public void What_an_agent_counted_before_the_promotion_is_not_the_champion_s_and_a_new_start_begins_at_nothing()
    {
        var before = Watches.Start.AddHours(-1);
        var first = Look(WatchCounters.Empty, Pod("a", Distances(9_000), started: before));
        Assert.Equal(0, first.Inputs!.Samples);

        var second = Look(first.Counters, Pod("a", Distances(9_100), started: before));
        Assert.Equal(100, second.Inputs!.Samples);

        var restarted = Look(second.Counters, Pod("a", Distances(40), started: Watches.Start.AddHours(1)));
        Assert.Equal(140, restarted.Inputs!.Samples);
    }

    [Fact]
    public void Other_bins_silence_and_a_run_without_a_profile_are_unknown_and_never_drift()
    {
        var other = Look(WatchCounters.Empty, Pod("a", Distances(9_000, from: 1_900), bins: "sha256:other"));
        var silent = Look(WatchCounters.Empty, new InputReading("a", null));
        var none = WatchObservation.Of(
            Plan, Champion with { Inputs = null }, WatchCounters.Empty, new(Watches.Start, [Watches.Pod("a")], Inputs: []));
        var away = WatchObservation.Of(Plan, Champion, WatchCounters.Empty, new(Watches.Start, [], Unreadable: "the cluster is away"));

        Assert.All([other, silent, none, away], look => Assert.Equal(WatchOutcome.Unknown, look.Inputs!.Outcome));
        Assert.StartsWith("no agent that answers counts inputs by these bins", other.Inputs!.Explanation, StringComparison.Ordinal);
        Assert.StartsWith("no profile of the data was kept by run flights-1", none.Inputs!.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_rows_to_tell_from_chance_say_nothing_however_few_a_window_needs()
    {
        var eager = Plan with { Inputs = Plan.Inputs! with { MinSamples = 5 } };

        var look = WatchObservation.Of(
            eager, Champion, WatchCounters.Empty, new(Watches.Start, [Watches.Pod("a")], Inputs: [Pod("a", Distances(20, from: 1_900))]));

        Assert.Equal(
            (WatchOutcome.Unknown, "with 20 rows chance alone may reach psi 0.25 in every column"), (look.Inputs!.Outcome, look.Inputs.Explanation));
    }

    [Fact]
    public void A_column_of_few_bins_does_not_end_a_window_before_the_others_can_tell_and_is_not_waited_for_without_end()
    {
        var plan = Plan with { Inputs = Plan.Inputs! with { MinSamples = 60 } };

        Assert.Equal(
            (WatchOutcome.Unknown, "100 rows; chance alone may reach psi 0.25 in 1 of 2 columns"),
            Of(100, [75, 25, 0, 0]) is var early ? (early.Outcome, early.Explanation) : default);
        Assert.Equal(WatchOutcome.Over, Of(100, [10, 90, 0, 0]).Outcome);
        Assert.Equal((WatchOutcome.Calm, 240L), Of(240, [180, 60, 0, 0]) is var late ? (late.Outcome, late.Samples) : default);

        WatchReading Of(int rows, long[] carriers) => WatchObservation.Of(
            plan, Champion, WatchCounters.Empty,
            new(Watches.Start, [Watches.Pod("a")], Inputs: [Pod("a", Distances(rows), carriers)])).Inputs!;
    }

    [Fact]
    public void An_episode_is_told_once_and_another_champion_begins_anew()
    {
        var (state, told) = (new WatchState("flights"), new List<WatchEffect>());
        foreach (var outcome in (WatchOutcome[])[WatchOutcome.Over, WatchOutcome.Over, WatchOutcome.Over, WatchOutcome.Unknown])
        {
            var look = Watches.Look(Watches.Start, plan: Plan) with { Drift = null, Errors = null, Inputs = Watches.Reading(outcome) };
            var decision = WatchMachine.Next(state, look);
            state = decision.State;
            told.AddRange(decision.Effects);
        }

        var tell = Assert.IsType<WatchEffect.Tell>(Assert.Single(told));
        Assert.Equal(("input-drift", "watch-inputs-20260301T120000Z-begun"), (tell.Fact.What, tell.Fact.Key));
        Assert.Equal(
            "live inputs of flights v7 have drifted from the data it was trained on in 2 windows in a row, last Over. Nothing else is done",
            tell.Fact.Summary);
        Assert.NotNull(state.Status.Inputs!.Since);
    }

    [Fact]
    public void Only_columns_of_numbers_and_of_words_are_watched_and_no_more_than_forty()
    {
        var profile = new DataProfile(
        [
            new("empty", Numeric: NumericProfile.Of([], nulls: 5)),
            new("essay", Category: CategoryProfile.Of([new string('x', 101)])),
            .. Enumerable.Range(0, 50).Select(i => new ColumnProfile($"c{i}", Numeric: NumericProfile.Of([1, 2, 3]))),
        ]);

        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"c{i}"), InputBaseline.Of(profile).Columns.Select(column => column.Name));
    }
}
