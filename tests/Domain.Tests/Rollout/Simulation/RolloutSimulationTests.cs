using Landfall.Contracts;
using Landfall.Domain.Rollout.Simulation;

namespace Landfall.Domain.Tests.Rollout.Simulation;

public sealed class RolloutSimulationTests
{
    private static readonly RolloutPlan Plan = Rollouts.Plan with
    {
        Steps =
        [
            new(0, TimeSpan.FromMinutes(1), 0), new(10, TimeSpan.FromMinutes(5), 100), new(100, TimeSpan.FromMinutes(1), 0),
        ],
        Judges =
        [
            new("errors", JudgeKind.Proportion, "failed", 0.005, 0.05, 0), new("pairs", JudgeKind.Pairs, "pairs", 0, 0, 0.1),
            new("cpu", JudgeKind.Threshold, "threshold", 0, 0, 0.8, "cpu", 1),
        ],
    };

    private static readonly SimulatedTraffic Usual = new(20, 0.002, 0.002);

    private static SimulationSummary Of(SimulatedTraffic traffic, RolloutPlan? plan = null, int rollouts = 40) =>
        SimulationSummary.Of(plan ?? Plan, RolloutSimulation.Many(plan ?? Plan, traffic, rollouts, seed: 5));

    [Fact]
    public void The_same_seed_draws_the_same_rollouts_whatever_runs_beside_them() => Assert.Equal(
        RolloutSimulation.Many(Plan, Usual with { CandidateFailed = 0.05 }, 30, seed: 9),
        Enumerable.Range(0, 30).Select(i => RolloutSimulation.Run(Plan, Usual with { CandidateFailed = 0.05 }, Draws.Of(9, i))));

    [Fact]
    public void An_identical_candidate_is_promoted_when_its_time_is_over()
    {
        var summary = Of(Usual);

        Assert.Equal((1.0, 0.0), (summary.Promoted, summary.Harm));
        Assert.InRange(summary.ToVerdict.Median, 420, 450);
        Assert.InRange(summary.Exposed.Median, 1_600, 2_000);      // 10 % of five minutes, and all of one
        Assert.Equal(1, summary.DecidedAt[^1].Share);
    }

    private static readonly RolloutPlan Bake = Plan with
    {
        Steps = [new(10, TimeSpan.FromMinutes(1), 0), new(100, TimeSpan.FromHours(1), 0)],
        Judges = [Plan.Judges[0]],
    };

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    public void One_that_begins_to_fail_while_it_is_alone_goes_back_long_before_its_time_is_over(int minutes)
    {
        var onset = TimeSpan.FromMinutes(1 + minutes);
        var ended = RolloutSimulation.Many(Bake, Usual with { CandidateFailed = 0.1, Onset = onset }, 40, seed: 21);

        Assert.All(ended, one => Assert.Equal(SimulatedEnd.Harm, one.End));
        Assert.InRange(ended.Max(one => (one.After - onset).TotalMinutes), 0, 8);
    }

    [Fact]
    public void Looking_from_many_moments_gives_no_more_false_alarms_than_are_promised()
    {
        // Alone, and exactly as bad as the limit allows; the champion is as bad, so that it gets there.
        var ended = RolloutSimulation.Many(Bake, Usual with { ChampionFailed = 0.05, CandidateFailed = 0.05 }, 400, seed: 22);

        Assert.InRange(ended.Count(one => one.End == SimulatedEnd.Harm) / 400.0, 0, 0.05);
    }

    [Fact]
    public void A_broken_candidate_is_found_in_shadow_where_nobody_sees_it()
    {
        var summary = Of(Usual with { CandidateFailed = 0.3 });

        Assert.Equal((0.0, 1.0), (summary.Promoted, summary.Harm));
        Assert.Equal((0.0, "shadow", 1.0), (summary.Exposed.Most, summary.DecidedAt[0].Step, summary.DecidedAt[0].Share));
    }

    [Fact]
    public void Harm_that_begins_later_is_found_where_it_begins()
    {
        var summary = Of(Usual with { CandidateFailed = 0.5, Onset = TimeSpan.FromMinutes(3) });

        Assert.Equal(1, summary.Harm);
        Assert.Equal(1, summary.DecidedAt[1].Share);
        Assert.InRange(summary.ToVerdict.Median, 180, 260);
    }

    [Fact]
    public void Without_the_proof_that_a_step_requires_a_person_is_asked()
    {
        var strict = Plan with
        {
            Steps = [new(1, TimeSpan.FromSeconds(30), 0, RequireSafety: true), new(100, TimeSpan.FromMinutes(1), 0)],
        };

        var ended = RolloutSimulation.Run(strict, Usual, new(1));

        Assert.Equal(SimulatedEnd.Inconclusive, ended.End);
        Assert.Contains("safety not shown yet", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_in_bursts_are_one_observation_each()
    {
        var summary = Of(Usual with { CandidateFailed = 0.007, ChampionFailed = 0.002, Burst = 20 });

        Assert.Equal(0, summary.Harm);
        Assert.True(summary.Exposed.Median % 20 == 0);
    }

    [Fact]
    public void Draws_have_the_mean_and_the_spread_of_what_they_stand_for()
    {
        var draws = new Draws(3);
        foreach (var (n, p) in new[] { (100L, 0.02), (100L, 0.5), (100L, 0.97), (1_000_000L, 0.3) })
        {
            var drawn = Enumerable.Range(0, 4_000).Select(_ => (double)draws.Binomial(n, p)).ToArray();
            var deviation = Math.Sqrt(n * p * (1 - p));
            Assert.InRange(drawn.Average(), (n * p) - (4 * deviation / Math.Sqrt(4_000)), (n * p) + (4 * deviation / Math.Sqrt(4_000)));
            Assert.InRange(drawn.Select(x => Math.Pow(x - (n * p), 2)).Average() / (deviation * deviation), 0.9, 1.1);
        }

        Assert.Equal((0L, 0L, 7L), (draws.Binomial(0, 0.5), draws.Binomial(7, 0), draws.Binomial(7, 1)));
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(20, 1.1)]
    [InlineData(20, double.NaN)]
    public void What_cannot_be_is_refused(double rps, double failed) => Assert.ThrowsAny<ArgumentException>(
        () => RolloutSimulation.Many(Plan, new(rps, 0.002, failed), 1, 1));
}
