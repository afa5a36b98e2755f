using Landfall.Contracts;
using Landfall.Domain.Serving;
using Landfall.Domain.Watching;

namespace Landfall.Domain.Tests.Watching;

public sealed class WatchObservationTests
{
    private static readonly PredictionBaseline Baseline =
        PredictionBaseline.OfNumbers(PredictionKind.Score, [.. Enumerable.Range(0, 2_000).Select(i => i / 2_000.0)]);

    private static readonly WatchedChampion Champion = new(Watches.Seven, Watches.Start, Watches.Run, Baseline);

    [Fact]
    public void Scores_like_those_on_the_holdout_are_calm_and_higher_ones_are_over()
    {
        var same = Look(Watches.Pod("a", answers: Scores("a", Enumerable.Range(0, 600).Select(i => (i % 600) / 600.0))));
        Assert.Equal((WatchOutcome.Calm, 600L), (same.Drift!.Outcome, same.Drift.Samples));

        var higher = Look(Watches.Pod("a", answers: Scores("a", Enumerable.Range(0, 600).Select(i => 0.5 + (i / 1_200.0)))));
        Assert.Equal(WatchOutcome.Over, higher.Drift!.Outcome);
        Assert.Matches(
            @"^psi \d\.\d+ of 600 predictions \(limit 0\.25\), most in scores (up to|from|above) 0.*: \d(\.\d)? % on the holdout and "
            + @"\d+(\.\d)? % now$",
            higher.Drift.Explanation);
        Assert.All(higher.Counters.Bins, count => Assert.Equal(0, count));
    }

    [Fact]
    public void A_window_stays_open_until_it_has_its_samples_and_goes_on_where_it_was()
    {
        var first = Look(Watches.Pod("a", answers: Scores("a", Enumerable.Repeat(0.9, 300))));
        Assert.Equal((WatchOutcome.Unknown, "300 of 500 predictions that a window needs"), (first.Drift!.Outcome, first.Drift.Explanation));
        Assert.Equal(300, first.Counters.Cursor["a|0"]);

        var second = Look(first.Counters, Watches.Pod("a", answers: Scores("a", Enumerable.Repeat(0.9, 200), from: 301)));
        Assert.Equal((WatchOutcome.Over, 500L), (second.Drift!.Outcome, second.Drift.Samples));
    }

    [Fact]
    public void What_was_mirrored_failed_or_answered_before_the_promotion_is_passed_over()
    {
        var log = Watches.Log(
            "a", Watches.Answer(1, [0.5], mirror: true), Watches.Answer(2, [0.5], status: 500),
            Watches.Answer(3, [0.5], at: Watches.Start.AddSeconds(-1)), Watches.Answer(4),
            Watches.Answer(5, labels: ["1"]), Watches.Answer(6, [0.1, 0.2]));
        var look = Look(Watches.Pod("a", answers: log));

        Assert.Equal((2L, 2L, 6L), (look.Drift!.Samples, look.Counters.Unread, look.Counters.Cursor["a|0"]));
    }

    [Fact]
    public void Where_chance_alone_might_reach_the_limit_a_window_says_nothing()
    {
        double[] few = [.. Enumerable.Range(0, 60).Select(i => i / 60.0)];
        var small = Champion with { Baseline = PredictionBaseline.OfNumbers(PredictionKind.Score, few) };
        var look = WatchObservation.Of(
            Watches.Plan(), small, WatchCounters.Empty, Found(Watches.Pod("a", answers: Scores("a", Enumerable.Repeat(0.9, 5_000)))));

        Assert.Equal(WatchOutcome.Unknown, look.Drift!.Outcome);
        Assert.Equal(
            "with 60 predictions on the holdout and 5,000 live ones, chance alone may reach psi 0.25", look.Drift.Explanation);
    }

    [Fact]
    public void Classes_are_compared_by_their_shares_and_new_ones_are_seen()
    {
        string?[] before = [.. Enumerable.Range(0, 1_000).Select(i => i % 4 == 0 ? "cat" : "dog")];
        var classes = Champion with { Baseline = PredictionBaseline.OfLabels(before) };
        var answers = Enumerable.Range(1, 600).Select(i => Watches.Answer(i, labels: [i % 2 == 0 ? "bird" : "dog"])).ToArray();

        var look = WatchObservation.Of(
            Watches.Plan(), classes, WatchCounters.Empty, Found(Watches.Pod("a", answers: Watches.Log("a", answers))));
        Assert.Equal(WatchOutcome.Over, look.Drift!.Outcome);
        Assert.EndsWith("most in other labels: 0 % on the holdout and 50 % now", look.Drift.Explanation, StringComparison.Ordinal);

        var few = classes with { Baseline = PredictionBaseline.OfLabels([.. before.Take(4)]) };
        Assert.Equal(
            WatchOutcome.Unknown,
            WatchObservation.Of(
                Watches.Plan(), few, WatchCounters.Empty, Found(Watches.Pod("a", answers: Watches.Log("a", answers)))).Drift!.Outcome);
    }

    [Fact]
    public void A_regression_is_compared_by_its_values()
    {
        double[] before = [.. Enumerable.Range(0, 1_000)];
        var values = Champion with { Baseline = PredictionBaseline.OfNumbers(PredictionKind.Value, before) };
        var answers = Enumerable.Range(1, 600).Select(i => Watches.Answer(i, [0.0], [i == 1 ? "NaN" : "900.5"])).ToArray();

        var look = WatchObservation.Of(
            Watches.Plan(), values, WatchCounters.Empty, Found(Watches.Pod("a", answers: Watches.Log("a", answers))));
        Assert.Equal((WatchOutcome.Over, 599L, 1L), (look.Drift!.Outcome, look.Drift.Samples, look.Counters.Unread));
    }

    [Fact]
    public void Errors_are_counted_from_the_first_look_on_and_a_restart_is_one()
    {
        var first = Look(Watches.Pod("a", clusters: 5_000, bad: 4_000));
        Assert.Equal(("0 of 100 observations that a window needs, 0 failed", 0L), (first.Errors!.Explanation, first.Errors.Samples));

        var second = Look(
            first.Counters, Watches.Pod("a", clusters: 5_050, bad: 4_020, restarts: 1),
            Watches.Pod("b", clusters: 60, bad: 10), Watches.Pod("b", clusters: 900, bad: 900, mirror: true) with { Pod = "c" });
        Assert.Equal((WatchOutcome.Over, 111L), (second.Errors!.Outcome, second.Errors.Samples));
        Assert.StartsWith("27.9 % of 111 observations failed, at least ", second.Errors.Explanation, StringComparison.Ordinal);
        Assert.Equal((0L, 0L), (second.Counters.Clusters, second.Counters.Bad));
    }

    [Fact]
    public void A_share_above_the_limit_that_may_be_chance_keeps_the_window_open()
    {
        var first = Look(Watches.Pod("a"));
        var second = Look(first.Counters, Watches.Pod("a", clusters: 100, bad: 8));
        Assert.Equal((WatchOutcome.Unknown, 100L), (second.Errors!.Outcome, second.Counters.Clusters));

        var third = Look(second.Counters, Watches.Pod("a", clusters: 1_000, bad: 80));
        Assert.Equal((WatchOutcome.Over, 0L), (third.Errors!.Outcome, third.Counters.Clusters));
    }

    [Fact]
    public void A_restarted_agent_counts_from_nothing_and_one_that_was_silent_goes_on()
    {
        var first = Look(Watches.Pod("a", clusters: 100), Watches.Pod("b", clusters: 100));
        var second = Look(
            first.Counters, Watches.Pod("a", clusters: 30, started: Watches.Start.AddHours(1)),
            Watches.Pod("b") with { Metrics = null });
        Assert.Equal(30, second.Counters.Clusters);

        var third = Look(
            second.Counters, Watches.Pod("a", clusters: 40, started: Watches.Start.AddHours(1)), Watches.Pod("b", clusters: 105));
        Assert.Equal(45, third.Counters.Clusters);
    }

    [Fact]
    public void What_was_counted_before_it_was_first_read_is_nobody_s()
    {
        var older = Watches.Start.AddHours(-1);
        var silent = Look(Watches.Pod("a", started: older) with { Metrics = null });
        var first = Look(silent.Counters, Watches.Pod("a", clusters: 5_000, bad: 5_000, started: older));
        Assert.Equal(0, first.Counters.Clusters + first.Errors!.Samples);
        Assert.Equal(10, Look(first.Counters, Watches.Pod("a", clusters: 5_010, bad: 5_000, started: older)).Counters.Clusters);

        var away = WatchObservation.Of(
            Watches.Plan(), Champion, WatchCounters.Empty, new(Watches.Start, [Watches.Pod("a")], new([], "Prometheus is away")));
        Assert.Equal("Prometheus is away", away.Blind);
        Assert.Equal(0, Gateway(away.Counters, 9_000, Watches.Pod("a")).Errors!.Samples);
    }

    [Fact]
    public void What_the_gateway_alone_saw_counts_once_and_what_the_agents_saw_too_does_not()
    {
        var first = Gateway(WatchCounters.Empty, 70, Watches.Pod("a", clusters: 500, bad: 20));
        var second = Gateway(first.Counters, 90, Watches.Pod("a", clusters: 510, bad: 30));
        Assert.Equal((20L, 20L), (second.Counters.Clusters, second.Counters.Bad));

        var late = Gateway(second.Counters, 90, Watches.Pod("a", clusters: 520, bad: 40));
        Assert.Equal((30L, 30L), (late.Counters.Clusters, late.Counters.Bad));
        var caughtUp = Gateway(late.Counters, 100, Watches.Pod("a", clusters: 520, bad: 40));
        Assert.Equal((30L, 30L), (caughtUp.Counters.Clusters, caughtUp.Counters.Bad));
    }

    [Fact]
    public void A_cluster_that_does_not_answer_and_a_version_without_pods_are_blind()
    {
        var away = WatchObservation.Of(
            Watches.Plan(), Champion, WatchCounters.Empty, new(Watches.Start, [], null, "the API server is away"));
        Assert.Equal(
            ("the API server is away", WatchOutcome.Unknown, WatchOutcome.Unknown), (away.Blind, away.Drift!.Outcome, away.Errors!.Outcome));
        Assert.Null(away.Counters.Pods);

        Assert.Equal("no pod serves flights v7", Look().Blind);
        Assert.Equal("no agent of flights v7 can be read", Look(Watches.Pod("a") with { Metrics = null }).Blind);
        Assert.Null(Look(Watches.Pod("a")).Blind);
    }

    [Fact]
    public void A_version_without_a_baseline_says_so_and_its_errors_are_still_counted()
    {
        var look = WatchObservation.Of(
            Watches.Plan(), Champion with { Baseline = null, NoBaseline = "v7 is older than baselines" }, WatchCounters.Empty,
            Found(Watches.Pod("a", clusters: 5, answers: Scores("a", [0.1]))));

        Assert.Equal((WatchOutcome.Unknown, "v7 is older than baselines"), (look.Drift!.Outcome, look.Drift.Explanation));
        Assert.NotNull(look.Counters.Pods);
    }

    private static AnswerLog Scores(string pod, IEnumerable<double> scores, long from = 1) =>
        Watches.Log(pod, [.. scores.Select((score, i) => Watches.Answer(from + i, [score]))]);

    private static WatchLook Look(params PodReading[] pods) => Look(WatchCounters.Empty, pods);

    private static WatchLook Look(WatchCounters known, params PodReading[] pods) =>
        WatchObservation.Of(Watches.Plan(), Champion, known, Found(pods));

    private static WatchLook Gateway(WatchCounters known, long failed, params PodReading[] pods) => WatchObservation.Of(
        Watches.Plan(), Champion, known, new(Watches.Start, pods, new([new("v7", null, false, failed)])));

    private static WatchFindings Found(params PodReading[] pods) => new(Watches.Start, pods);
}
