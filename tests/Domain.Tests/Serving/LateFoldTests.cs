using Landfall.Contracts;
using Landfall.Domain.Judgement;
using Landfall.Domain.Serving;
using Landfall.Domain.Tests.Rollout;

namespace Landfall.Domain.Tests.Serving;

public sealed class LateFoldTests
{
    private static readonly RolloutPlan Plan = Rollouts.Plan with
    {
        Judges = [new("errors", JudgeKind.Proportion, "failed", 0.005, 0.05, 0), new("slow", JudgeKind.Proportion, "slow", 0.005, 0.05, 0)],
    };

    private CounterState counters = CounterState.Empty;

    [Fact]
    public void Moments_come_every_so_many_observations_and_remember_what_was_counted()
    {
        See("3.2", 249, failed: 3);
        Assert.Null(counters.Late);
        See("3.2", 260, failed: 4, slow: 2);
        See("3.2", 400, failed: 5);

        var mark = Assert.Single(counters.Late!.Marks);
        Assert.Equal((1, 260), (mark.Number, mark.Clusters));
        Assert.Equal(new MarkedCounts(2_600, 26, 260, 4), mark.Counts["failed"]);
        Assert.Equal(2, mark.Counts["slow"].CandidateBad);
        var since = Assert.Single(Since("3.2"));
        Assert.Equal((1, 140L, 1L, 1_400L), (since.Number, since.Since.CandidateClusters, since.Since.CandidateBad, since.Since.ChampionClusters));
    }

    [Fact]
    public void However_long_a_stratum_lasts_there_are_few_and_the_newest_is_near()
    {
        for (var clusters = 0L; clusters <= 1_000_000; clusters += 100)
        {
            See("3.5", clusters);
            var marks = counters.Late?.Marks ?? [];
            Assert.InRange(marks.Count, 0, LateFold.Most);
            if (clusters > 10_000)
                Assert.InRange(clusters - marks[^1].Clusters, 0, clusters / 6);
        }

        Assert.Equal(counters.Late!.Marks.Select(mark => mark.Clusters).Order(), counters.Late.Marks.Select(mark => mark.Clusters));
        Assert.InRange(counters.Late.Begun, 16, 200);
    }

    [Fact]
    public void A_new_stratum_begins_anew_and_goes_on_numbering()
    {
        See("3.2", 300);
        See("3.2", 600);
        See("3.3", 10);
        Assert.Empty(Since("3.3"));

        See("3.3", 300);
        Assert.Equal(("3.3", 3), (counters.Late!.Stratum, Assert.Single(counters.Late.Marks).Number));
    }

    [Fact]
    public void What_is_counted_less_than_before_is_none_and_never_fewer()
    {
        See("3.2", 300, failed: 9);
        counters = counters with { Rows = [Row(7, "3.2", 290, 5, 0), Row(6, "3.2", 3_000, 30, 0)] };

        var since = Assert.Single(Since("3.2")).Since;
        Assert.Equal((0, 0), (since.CandidateClusters, since.CandidateBad));
    }

    private void See(string stratum, long clusters, long failed = 0, long slow = 0)
    {
        counters = counters with { Rows = [Row(7, stratum, clusters, failed, slow), Row(6, stratum, 10 * clusters, clusters / 10, 0)] };
        counters = LateFold.Add(counters, Look(stratum), Plan);
    }

    private IReadOnlyList<LateStart> Since(string stratum) => LateFold.Since(
        counters.Late, StrataOf.Rollout(counters, Look(stratum)).FirstOrDefault(one => one.Stratum == stratum), "failed");

    private static CounterRow Row(int version, string stratum, long clusters, long failed, long slow) => new(
        $"pod-{version}", ServingNames.Version(Rollouts.Version(version)), stratum, clusters,
        new Dictionary<string, long> { ["failed"] = failed, ["slow"] = slow }, clusters);

    private static ObserveRequest Look(string stratum) => new(
        Rollouts.Begin().Request.Run, new("serve", "flights"), Rollouts.Version(7), Rollouts.Version(6), 1, stratum, CounterState.Empty, 0);
}
