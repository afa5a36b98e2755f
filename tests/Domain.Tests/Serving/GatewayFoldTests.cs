using CsCheck;
using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Domain.Serving;
using Landfall.Domain.Tests.Rollout;

namespace Landfall.Domain.Tests.Serving;

/// <summary>What the gateway saw and no agent, joined with what the agents saw, and nothing twice.</summary>
public sealed class GatewayFoldTests
{
    private static readonly DateTimeOffset Now = Rollouts.Start.AddMinutes(5);

    private static ObserveRequest Look(string stratum, CounterState? known = null, int step = 1) => new(
        Rollouts.Begin().Request.Run, new("serve", "flights"), Rollouts.Version(7), Rollouts.Version(6), step, stratum,
        known ?? CounterState.Empty, 0);

    /// <param name="perCluster">Requests that each client sends in an interval.</param>
    private static PodReading Pod(
        int version, string stratum, long clusters, long failed, int perCluster = 1, bool mirror = false, long others = 0,
        long stoodIn = 0) => new(
        $"pod-{version}", Rollouts.Version(version), true, 0, new(
            $"v{version}", $"pod-{version}", Rollouts.Start, Now, 0, clusters,
            [
                new(stratum, mirror, clusters, clusters * perCluster,
                    new Dictionary<string, AgentMeasure> { ["failed"] = new(failed, failed), ["slow"] = new(0, 0) },
                    new(1, 2, 3), others, stoodIn),
            ]));

    private static StepEvidence Of(ObserveRequest look, IReadOnlyList<GatewayReading> gateway, params PodReading[] pods) =>
        StepObservation.Of(look, Rollouts.Plan, new(Now, pods, new Dictionary<string, double?>(), Gateway: new(gateway)));

    private static GatewayReading Gateway(int version, string? stratum, long failed, bool mirror = false) =>
        new($"v{version}", stratum, mirror, failed);

    [Fact]
    public void A_candidate_whose_pod_refuses_everybody_is_harm_although_no_agent_saw_it()
    {
        var evidence = Of(
            Look("3.2"), [Gateway(7, "3.2", 60)], Pod(6, "3.2", 1000, 2), Pod(7, "3.2", 40, 0));

        Assert.Equal(JudgeOutcome.Harm, evidence.Readings[0].Outcome);
        Assert.Equal(100, evidence.Samples);
        Assert.StartsWith("60.0 % of 100", evidence.Readings[0].Explanation, StringComparison.Ordinal);
        Assert.Contains(
            "only the gateway saw 60 failed requests of the candidate and 0 of the champion", evidence.Readings[0].Explanation,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_both_have_seen_counts_once()
    {
        var evidence = Of(
            Look("3.2"), [Gateway(6, "3.2", 2), Gateway(7, "3.2", 7)],
            Pod(6, "3.2", 1000, 2), Pod(7, "3.2", 200, 4, others: 3));

        Assert.Equal((200, 1200), (evidence.Samples, evidence.Requests));
        Assert.DoesNotContain("only the gateway", evidence.Readings[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_the_champion_answered_is_the_candidate_s_and_hides_nothing_that_the_gateway_alone_saw()
    {
        var evidence = Of(
            Look("3.2"), [Gateway(7, "3.2", 30)], Pod(6, "3.2", 1000, 2), Pod(7, "3.2", 200, 60, stoodIn: 60));

        Assert.Equal(JudgeOutcome.Harm, evidence.Readings[0].Outcome);
        Assert.Equal(230, evidence.Samples);        // 200 clusters that the agents saw, 30 requests that they did not
    }

    [Fact]
    public void A_client_that_asks_often_is_one_misfortune_at_the_gateway_too() => Assert.Equal(
        100 + 5, Of(Look("3.2"), [Gateway(7, "3.2", 50)], Pod(6, "3.2", 900, 0, perCluster: 10), Pod(7, "3.2", 100, 0, perCluster: 10)).Samples);

    [Fact]
    public void A_gateway_that_starts_again_takes_nothing_back()
    {
        PodReading[] pods = [Pod(6, "3.2", 100, 0), Pod(7, "3.2", 100, 0)];
        var first = Of(Look("3.2"), [Gateway(7, "3.2", 9)], pods);
        var again = Of(Look("3.2", first.Counters), [], pods);
        var more = Of(Look("3.2", again.Counters), [Gateway(7, "3.2", 2)], pods);

        Assert.Equal((109, 109, 111), (first.Samples, again.Samples, more.Samples));
    }

    [Fact]
    public void Copies_and_other_epochs_count_where_the_agents_rows_do()
    {
        var shadow = Of(
            Look("3.1", step: 0), [Gateway(7, "3.1", 5, mirror: true), Gateway(7, "3.1", 50), Gateway(6, "3.1", 4, mirror: true)],
            Pod(6, "3.1", 30, 0), Pod(7, "3.1", 30, 0, mirror: true));
        var live = Of(
            Look("3.2", shadow.Counters), [Gateway(7, "2.2", 70), Gateway(7, "3.2", 9, mirror: true), Gateway(7, "3.2", 1)],
            Pod(6, "3.2", 30, 0), Pod(7, "3.2", 30, 0));

        Assert.Equal(65, shadow.Requests);
        Assert.Equal((31, 61), (live.Samples, live.Requests));
    }

    [Fact]
    public void A_counter_without_strata_begins_at_its_first_reading_and_counts_for_the_stratum_looked_at()
    {
        PodReading[] Pods(string stratum, long failed) => [Pod(6, stratum, 100, 0), Pod(7, stratum, 100, failed)];

        var first = Of(Look("3.2"), [Gateway(7, null, 500)], Pods("3.2", 4));
        var second = Of(Look("3.2", first.Counters), [Gateway(7, null, 509)], Pods("3.2", 6));
        var next = Of(Look("3.3", second.Counters), [Gateway(7, null, 512)], Pods("3.3", 0));

        Assert.Equal((100, 107, 103), (first.Samples, second.Samples, next.Samples));
    }

    [Fact]
    public void A_counter_that_is_behind_the_agents_is_made_up_for_and_never_counted_twice() =>
        // The agents' failures reach the gateway's counter some looks later; a few are the gateway's alone.
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 4]).Array[1, 40].Sample(looks =>
        {
            var (known, agents, alone, gateway) = (CounterState.Empty, 0L, 0L, new List<long> { 0 });
            known = Of(Look("3.2", known), [Gateway(7, null, 0)], Pod(6, "3.2", 9, 0), Pod(7, "3.2", 9, 0)).Counters;
            foreach (var (byAgent, byGateway, late) in looks)
            {
                (agents, alone) = (agents + byAgent, alone + byGateway);
                gateway.Add(agents + alone);
                var read = Math.Max(gateway[Math.Max(0, gateway.Count - 1 - late)], known.Gateway!.Max(mark => mark.Last));
                known = Of(Look("3.2", known), [Gateway(7, null, read)], Pod(6, "3.2", 9, 0), Pod(7, "3.2", 900, agents)).Counters;
                Assert.InRange(known.Unseen!.Sum(row => row.Requests), 0, alone);
            }

            known = Of(Look("3.2", known), [Gateway(7, null, agents + alone)], Pod(6, "3.2", 9, 0), Pod(7, "3.2", 900, agents)).Counters;
            Assert.Equal(alone, known.Unseen!.Sum(row => row.Requests));
        });

    [Fact]
    public void A_gateway_that_cannot_be_read_is_blindness_and_one_that_nobody_knows_is_not()
    {
        PodReading[] pods = [Pod(6, "3.2", 100, 0), Pod(7, "3.2", 100, 0)];
        StepEvidence With(GatewayFindings? gateway) => StepObservation.Of(
            Look("3.2"), Rollouts.Plan, new(Now, pods, new Dictionary<string, double?>(), Gateway: gateway));

        Assert.Equal("it is away", With(new([], "it is away")).Blind);
        Assert.Null(With(null).Blind);
    }
}
