using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Domain.Serving;
using Landfall.Domain.Tests.Rollout;

namespace Landfall.Domain.Tests.Serving;

public sealed class StepObservationTests
{
    private static readonly DateTimeOffset Now = Rollouts.Start.AddMinutes(5);
    private static readonly IReadOnlyDictionary<string, double?> NoNumbers = new Dictionary<string, double?>();

    private static ObserveRequest Look(int step, string stratum, CounterState? known = null) => new(
        Rollouts.Begin().Request.Run, new("serve", "flights"), Rollouts.Version(7), Rollouts.Version(6), step, stratum,
        known ?? CounterState.Empty, 0);

    private static PodReading Pod(int version, string stratum, long clusters, long failed, bool mirror = false, int restarts = 0) =>
        new($"pod-{version}", Rollouts.Version(version), true, restarts, new(
            $"v{version}", $"pod-{version}", Rollouts.Start, Now, 0, clusters,
            [
                new(stratum, mirror, clusters, clusters,
                    new Dictionary<string, AgentMeasure> { ["failed"] = new(failed, failed), ["slow"] = new(0, 0) }, new(1, 2, 3)),
            ]));

    private static StepEvidence Of(ObserveRequest look, params PodReading[] pods) =>
        StepObservation.Of(look, Rollouts.Plan, new(Now, pods, NoNumbers));

    [Fact]
    public void Many_failures_are_harm_and_the_sentence_has_the_numbers()
    {
        var evidence = Of(Look(1, "3.2"), Pod(6, "3.2", 5000, 10), Pod(7, "3.2", 500, 60));

        Assert.Equal(JudgeOutcome.Harm, evidence.Readings[0].Outcome);
        Assert.Contains("of 500", evidence.Readings[0].Explanation, StringComparison.Ordinal);
        Assert.Equal((500, 5500), (evidence.Samples, evidence.Requests));
    }

    [Fact]
    public void A_pod_that_is_gone_keeps_its_counts_and_other_epochs_count_for_nothing()
    {
        var before = Of(Look(1, "3.2"), Pod(6, "3.2", 100, 0), Pod(7, "3.2", 40, 1));

        var after = Of(Look(1, "3.2", before.Counters), Pod(6, "3.2", 100, 0), Pod(7, "2.2", 900, 900));

        Assert.Equal(40, after.Samples);
    }

    [Fact]
    public void A_pod_that_started_again_counts_from_nothing_and_takes_nothing_back()
    {
        var before = Of(Look(1, "3.2"), Pod(6, "3.2", 100, 0), Pod(7, "3.2", 40, 3));
        var fresh = Pod(7, "3.2", 2, 1);
        fresh = fresh with { Metrics = fresh.Metrics! with { StartedAt = Rollouts.Start.AddMinutes(1) } };

        var after = Of(Look(1, "3.2", before.Counters), Pod(6, "3.2", 100, 0), fresh);

        Assert.Equal((42, 142), (after.Samples, after.Requests));
        Assert.StartsWith("9.5 % of 42", after.Readings[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_count_in_shadow_only()
    {
        Assert.Equal(30, Of(Look(0, "3.1"), Pod(6, "3.1", 30, 0), Pod(7, "3.1", 30, 0, mirror: true)).Samples);
        Assert.Equal(0, Of(Look(1, "3.2"), Pod(6, "3.2", 30, 0), Pod(7, "3.2", 30, 0, mirror: true)).Samples);
    }

    [Fact]
    public void Restarts_since_the_first_look_are_failures_counted_once()
    {
        var first = Of(Look(1, "3.2"), Pod(6, "3.2", 10, 0), Pod(7, "3.2", 10, 0, restarts: 1));
        var second = Of(Look(1, "3.2", first.Counters), Pod(6, "3.2", 10, 0), Pod(7, "3.2", 10, 0, restarts: 3));
        var third = Of(Look(1, "3.2", second.Counters), Pod(6, "3.2", 10, 0), Pod(7, "3.2", 10, 0, restarts: 3));

        Assert.Equal((10, 12, 12), (first.Samples, second.Samples, third.Samples));
        Assert.Equal(2, third.Counters.Restarts);
    }

    [Fact]
    public void A_restart_of_the_champion_counts_as_one_of_the_candidate_does()
    {
        var first = Of(Look(1, "3.2"), Pod(6, "3.2", 10, 0), Pod(7, "3.2", 10, 0));
        var second = Of(Look(1, "3.2", first.Counters), Pod(6, "3.2", 10, 0, restarts: 2), Pod(7, "3.2", 10, 0, restarts: 1));

        Assert.Equal((11, 23, 1), (second.Samples, second.Requests, second.Counters.Restarts));
        Assert.StartsWith("9.1 % of 11, champion 16.7 % of 12", second.Readings[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_asking_is_not_blindness_and_nobody_to_ask_is()
    {
        Assert.Null(Of(Look(1, "3.2"), Pod(6, "3.2", 0, 0), Pod(7, "3.2", 0, 0)).Blind);
        Assert.Contains("v7", Of(Look(1, "3.2"), Pod(6, "3.2", 5, 0)).Blind, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_are_paired_once_and_a_missing_one_disagrees_after_the_watermark()
    {
        var old = Now.AddSeconds(-20);
        var look = Look(0, "3.1");
        PodReading[] pods =
        [
            Pod(6, "3.1", 3, 0) with { Answers = new("c", [Entry(1, "a", old), Entry(2, "b", old), Entry(3, "z", Now)], 0) },
            Pod(7, "3.1", 1, 0, mirror: true) with { Answers = new("k", [Entry(1, "a", old, mirror: true)], 0) },
        ];

        var known = PairFold.Add(CounterState.Empty, look, pods, Now);

        Assert.Equal((2, 1, 2), (known.Pairs, known.Differing, known.PairCursor!["c"]));

        // Where a part of the requests is copied, one that is missing was perhaps never sent.
        var part = PairFold.Add(CounterState.Empty, look, pods, Now, isPartial: true);
        Assert.Equal((1, 0, 2), (part.Pairs, part.Differing, part.PairCursor!["c"]));
    }

    private static PredictionLogEntry Entry(long seq, string id, DateTimeOffset time, bool mirror = false) =>
        new(seq, id, time, "v6", "3.1", mirror, 1, 200, ["1"], [0.7], null);
}
