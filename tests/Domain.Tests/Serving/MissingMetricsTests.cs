using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Domain.Serving;
using Landfall.Domain.Tests.Rollout;

namespace Landfall.Domain.Tests.Serving;

/// <summary>Which judges have no data at a look, and what made-up requests say instead.</summary>
public sealed class MissingMetricsTests
{
    private static readonly DateTimeOffset Now = Rollouts.Start.AddMinutes(5);
    private static readonly (int, int, int) Good = (3, 0, 0);
    private static readonly (int, int, int) Bad = (3, 3, 0);

    private static RolloutPlan Plan { get; } = Rollouts.Plan with
    {
        Judges =
        [
            Rollouts.Plan.Judges[0] with { OnMissing = WhenMissing.Probe, MissingFor = TimeSpan.FromMinutes(1) },
            new("same", JudgeKind.Pairs, "pairs", 0, 0.05, 0.1, OnMissing: WhenMissing.Hold, MissingFor: TimeSpan.FromMinutes(1)),
            new("cpu", JudgeKind.Threshold, "threshold", 0, 0.05, 0.8, "cpu", OnMissing: WhenMissing.Ask, MissingFor: TimeSpan.FromMinutes(1)),
        ],
    };

    private static ObserveRequest Look(int step, CounterState? known = null, bool first = false) => new(
        Rollouts.Begin().Request.Run, new("serve", "flights"), Rollouts.Version(7), first ? null : Rollouts.Version(6), step, "3.2",
        known ?? CounterState.Empty, 0);

    private static PodReading Pod(int version, long clusters, bool mirror = false) =>
        new($"pod-{version}", Rollouts.Version(version), true, 0, new(
            $"v{version}", $"pod-{version}", Rollouts.Start, Now, 0, clusters,
            clusters == 0 ? [] :
            [
                new("3.2", mirror, clusters, clusters,
                    new Dictionary<string, AgentMeasure> { ["failed"] = new(0, 0), ["slow"] = new(0, 0) }, new(1, 2, 3)),
            ]));

    private static ProbeReading Probe(int version, (int Asked, int Failed, int Slow) answers, string? why = null) => new(
        $"pod-{version}", Rollouts.Version(version), new($"v{version}", answers.Asked, answers.Failed, answers.Slow, why));

    private static StepEvidence Of(
        ObserveRequest look, double? cpu = 0.5, IReadOnlyList<ProbeReading>? probes = null, RolloutPlan? plan = null,
        params PodReading[] pods) =>
        StepObservation.Of(look, plan ?? Plan, new(Now, pods, new Dictionary<string, double?> { ["cpu"] = cpu }, Probes: probes));

    [Theory]
    [InlineData(1, 40, 400, 0.5, "")]
    [InlineData(1, 40, 400, null, "cpu has no number")]
    [InlineData(1, 40, 400, double.NaN, "cpu has no number")]
    [InlineData(1, 0, 400, 0.5, "errors has no request of the candidate in this step")]
    [InlineData(1, 40, 0, 0.5, "errors has no request of the champion to compare with in this step")]
    [InlineData(2, 40, 0, 0.5, "")]
    [InlineData(2, 0, 0, null, "errors has no request of the candidate in this step; cpu has no number")]
    [InlineData(0, 40, 400, 0.5, "same has no pair of answers")]
    public void A_judge_without_data_in_this_step_is_named_and_does_not_blind_the_look(
        int step, int candidate, int champion, double? cpu, string missing)
    {
        var evidence = Of(Look(step), cpu, pods: [Pod(7, candidate, mirror: step == 0), Pod(6, champion)]);

        Assert.Equal(missing, string.Join("; ", (evidence.Missing ?? []).Select(metric => $"{metric.Judge} {metric.What}")));
        Assert.Null(evidence.Blind);
    }

    [Fact]
    public void A_judge_that_says_nothing_blinds_the_look_as_ever_and_misses_no_requests()
    {
        var plan = Plan with { Judges = [.. Plan.Judges.Select(judge => judge with { OnMissing = null, MissingFor = null })] };

        var evidence = Of(Look(1), null, plan: plan, pods: [Pod(7, 0), Pod(6, 0)]);

        Assert.Equal((null, "no number for cpu"), (evidence.Missing, evidence.Blind));
    }

    [Fact]
    public void A_first_version_needs_nobody_to_compare_with() =>
        Assert.Null(Of(Look(0, first: true), pods: Pod(7, 10)).Missing);

    [Fact]
    public void Made_up_requests_are_no_samples_no_requests_and_prove_no_safety()
    {
        PodReading[] pods = [Pod(7, 0), Pod(6, 0)];

        var evidence = Of(Look(1), probes: [Probe(7, Good), Probe(6, Good)], pods: pods);

        Assert.True(Assert.Single(evidence.Missing!).Probed);
        Assert.Equal((0, 0, 0), (evidence.Samples, evidence.Requests, evidence.Counters.Rows.Count));
        var errors = evidence.Readings[0];
        Assert.Equal(Of(Look(1), pods: pods).Readings[0].Safety, errors.Safety);
        Assert.Equal(
            (JudgeOutcome.Unknown, "no data of the candidate yet (allowed +0.5 points); made-up requests: 0 of the candidate's 3 failed, 0 of the champion's 3"),
            (errors.Outcome, errors.Explanation));
    }

    [Fact]
    public void A_candidate_that_fails_all_of_them_at_three_looks_in_a_row_is_harm()
    {
        var (known, outcomes) = (CounterState.Empty, new List<JudgeOutcome>());
        StepEvidence evidence = null!;
        foreach (var candidate in new[] { Bad, Good, Bad, Bad, Bad })
        {
            evidence = Of(Look(1, known), probes: [Probe(7, candidate), Probe(6, Good)], pods: [Pod(7, 0), Pod(6, 0)]);
            Assert.Equal(candidate == Good ? true : null, evidence.Missing![0].Probed);
            outcomes.Add(evidence.Readings[0].Outcome);
            known = evidence.Counters;
        }

        Assert.Equal([JudgeOutcome.Unknown, JudgeOutcome.Unknown, JudgeOutcome.Unknown, JudgeOutcome.Unknown, JudgeOutcome.Harm], outcomes);
        Assert.Equal(
            "no data of the candidate yet (allowed +0.5 points); made-up requests: 12 of the candidate's 15 failed, 0 of the champion's 15, at 3 looks in a row all "
            + "of the candidate's and none of the champion's",
            evidence.Readings[0].Explanation);
    }

    /// <summary>What no candidate is to blame for, or too little to say it.</summary>
    public static TheoryData<string> NoHarm => ["champion fails too", "champion is silent", "one of three", "users ask again"];

    [Theory]
    [MemberData(nameof(NoHarm))]
    public void Nothing_else_is(string why)
    {
        var known = CounterState.Empty;
        for (var look = 0; look < 6; look++)
        {
            ProbeReading[] probes = why switch
            {
                "champion fails too" => [Probe(7, Bad), Probe(6, Bad)],
                "champion is silent" => [Probe(7, Bad), new("pod-6", Rollouts.Version(6), null)],
                "one of three" => [Probe(7, (3, 1, 0)), Probe(6, Good)],
                _ => [Probe(7, Bad), Probe(6, Good)],
            };
            var asks = why == "users ask again" && look >= 2;
            var evidence = Of(Look(1, known), probes: asks ? null : probes, pods: [Pod(7, asks ? 40 : 0), Pod(6, asks ? 400 : 0)]);
            Assert.NotEqual(JudgeOutcome.Harm, evidence.Readings[0].Outcome);
            Assert.Equal(asks, evidence.Counters.Probes is null);
            known = evidence.Counters;
        }
    }

    [Fact]
    public void Where_none_can_be_sent_it_says_why()
    {
        var evidence = Of(Look(1), probes: [Probe(7, (0, 0, 0), "the pod is warming up"), Probe(6, Good)], pods: [Pod(7, 0), Pod(6, 0)]);

        var missing = Assert.Single(evidence.Missing!);
        Assert.Equal(
            (null, "has no request of the candidate in this step (and no made-up one could be sent: the pod is warming up)"),
            (missing.Probed, missing.What));
    }
}
