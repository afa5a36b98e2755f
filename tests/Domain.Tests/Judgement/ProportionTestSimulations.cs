using Landfall.Contracts;
using Landfall.Domain.Judgement;

namespace Landfall.Domain.Tests.Judgement;

/// <summary>Whole rollouts, looked at after every batch: the error rates that the judges promise.</summary>
public sealed class ProportionTestSimulations
{
    private const double Alpha = 0.05;
    private static readonly JudgeThresholds One = new(1, Alpha, Alpha);

    [Theory]                                                     // the candidate is exactly as bad as it may be
    [InlineData(0.002, 0.005)]
    [InlineData(0.05, 0.01)]
    [InlineData(0.0, 0.02)]
    [InlineData(0.3, 0.0)]
    public void Harm_is_rarely_shown_at_the_boundary(double champion, double margin)
    {
        var traffic = new Traffic(seed: 11);
        var alarms = Count(runs: 1_000, () => Ends(traffic, champion, champion + margin, margin, j => j.Harm.Reached));

        Assert.InRange(alarms / 1_000.0, 0, Traffic.Ceiling(Alpha, 1_000));
    }

    [Theory]
    [InlineData(0.002, 0.005)]
    [InlineData(0.05, 0.01)]
    [InlineData(0.0, 0.02)]
    public void Safety_is_rarely_shown_at_the_boundary(double champion, double margin)
    {
        var traffic = new Traffic(seed: 12);
        var errors = Count(runs: 1_000, () => Ends(traffic, champion, champion + margin, margin, j => j.Safety.Reached));

        Assert.InRange(errors / 1_000.0, 0, Traffic.Ceiling(Alpha, 1_000));
    }

    [Fact]
    public void Identical_and_far_better_candidates_are_left_alone()
    {
        var traffic = new Traffic(seed: 13);

        Assert.InRange(Count(500, () => Ends(traffic, 0.002, 0.002, 0.005, j => j.Harm.Reached)), 0, 2);
        Assert.Equal(0, Count(500, () => Ends(traffic, 0.2, 0.002, 0.005, j => j.Harm.Reached)));
    }

    [Fact]
    public void An_incident_that_hits_both_rolls_nothing_back()
    {
        var traffic = new Traffic(seed: 14);
        var alarms = Count(runs: 500, () =>
        {
            var (n, s, m, t) = (0L, 0L, 0L, 0L);
            for (var second = 0; second < 300; second++)
            {
                var rate = second is > 100 and < 160 ? 0.5 : 0.002;
                (n, s) = (n + 18, s + traffic.Bad(18, rate));
                (m, t) = (m + 2, t + traffic.Bad(2, rate));
                if (second % 5 == 0 && ProportionTest.Judge([new("10%", n, s, m, t)], 0.005, One).Harm.Reached)
                    return true;
            }

            return false;
        });

        Assert.InRange(alarms / 500.0, 0, Traffic.Ceiling(Alpha, 500));
    }

    [Fact]
    public void Clear_harm_is_found_within_half_a_minute()
    {
        // 20 requests per second, 10 % weight, 20 % errors against 0.2 %, two judges: the p95 of 400 rollouts.
        var traffic = new Traffic(seed: 15);
        var thresholds = new JudgeThresholds(2, Alpha, Alpha);
        var seconds = Enumerable.Range(0, 400).Select(_ => SecondsToHarm(traffic, thresholds)).Order().ToArray();

        Assert.InRange(seconds[380], 1, 30);
        Assert.InRange(
            seconds[200], 1, 2 * SampleForecast.SecondsToHarm(20, 10, 0.002, 0.2, 0.005, thresholds) + 1);
    }

    private static int SecondsToHarm(Traffic traffic, JudgeThresholds thresholds)
    {
        var (n, s, m, t) = (0L, 0L, 0L, 0L);
        for (var second = 1; second <= 600; second++)
        {
            (n, s) = (n + 18, s + traffic.Bad(18, 0.002));
            (m, t) = (m + 2, t + traffic.Bad(2, 0.2));
            if (ProportionTest.Judge([new("10%", n, s, m, t)], 0.005, thresholds).Outcome == JudgeOutcome.Harm)
                return second;
        }

        return int.MaxValue;
    }

    /// <summary>Three strata at 1, 10 and 50 % of forty requests per batch; a look after every batch.</summary>
    private static bool Ends(
        Traffic traffic, double champion, double candidate, double margin, Func<ProportionJudgement, bool> isOver)
    {
        var strata = new List<StratumCounts>();
        foreach (var (name, share) in new[] { ("2.5%", 1), ("10%", 4), ("50%", 20) })
        {
            strata.Add(new(name, 0, 0, 0, 0));
            for (var batch = 0; batch < 50; batch++)
            {
                var last = strata[^1];
                strata[^1] = last with
                {
                    ChampionClusters = last.ChampionClusters + 40 - share,
                    ChampionBad = last.ChampionBad + traffic.Bad(40 - share, champion),
                    CandidateClusters = last.CandidateClusters + share,
                    CandidateBad = last.CandidateBad + traffic.Bad(share, candidate),
                };
                if (isOver(ProportionTest.Judge(strata, margin, One)))
                    return true;
            }
        }

        return false;
    }

    private static int Count(int runs, Func<bool> run)
    {
        var count = 0;
        for (var i = 0; i < runs; i++)
        {
            if (run())
                count++;
        }

        return count;
    }
}
