using Landfall.Contracts;
using Landfall.Domain.Judgement;

namespace Landfall.Domain.Tests.Judgement;

public sealed class ProportionTestTests
{
    private static readonly JudgeThresholds Two = new(ProportionJudges: 2, AlphaHarm: 0.05, AlphaSafety: 0.05);

    private static ProportionJudgement Judge(double margin, params StratumCounts[] strata) =>
        ProportionTest.Judge(strata, margin, Two);

    [Fact]
    public void Thresholds_divide_alpha_among_judges_for_harm_only()
    {
        Assert.Equal(40, Two.Harm, 1e-12);
        Assert.Equal(20, Two.Safety, 1e-12);
    }

    [Fact]
    public void Evidence_agrees_with_integrals_worked_out_by_hand()
    {
        // One bad candidate request, nothing else: the priors say Σ w a/(a+b), the maximum under p ≤ 0.1 is 0.1.
        var marginal = 0.3 * (0.5 / 50.5) + 0.4 * (1.0 / 11) + 0.3 * 0.5;

        var judgement = ProportionTest.JudgeAlone([new("s", 0, 0, 1, 1)], 0.1, Two);

        Assert.Equal(marginal / 0.1, judgement.Harm.Value, 1e-12);
        Assert.Equal(marginal / 1.0, judgement.Safety.Value, 1e-12);
    }

    [Theory]
    [InlineData(5_411, 11, 612, 29, 0.005)]
    [InlineData(400, 0, 300, 9, 0.005)]
    [InlineData(400, 400, 300, 300, 0.01)]
    [InlineData(50, 3, 70, 70, 0.2)]
    [InlineData(1_000_000, 1, 1_000_000, 9_000, 0.001)]
    [InlineData(30, 2, 40, 11, 0)]
    public void Maximum_on_the_boundary_agrees_with_a_fine_grid(long n, long s, long m, long t, double margin)
    {
        var best = double.NegativeInfinity;
        for (var i = 0; i <= 200_000; i++)
        {
            var u = i / 200_000.0;
            best = Math.Max(best, LogLikelihood(n, s, m, t, u * u * u * (1 - margin), margin));
        }

        var found = BernoulliLikelihood.LogMaximumOnBoundary(new(s, n - s), new(t, m - t), margin);

        Assert.InRange(found, best - 1e-9 * Math.Abs(best), best + 0.01);
    }

    private static double LogLikelihood(long n, long s, long m, long t, double p, double margin) =>
        BernoulliLikelihood.Log(s, n - s, p) + BernoulliLikelihood.Log(t, m - t, Math.Min(1, p + margin));

    [Fact]
    public void Clear_harm_is_shown_and_explained()
    {
        var judgement = Judge(0.005, new StratumCounts("10%", 5_411, 11, 612, 29));

        Assert.Equal(JudgeOutcome.Harm, judgement.Outcome);
        Assert.StartsWith("4.7 % of 612, champion 0.2 % of 5,411; evidence ", judgement.Explanation);
        Assert.EndsWith(", needs 40", judgement.Explanation);
        Assert.True(judgement.Harm.Reached);
        Assert.False(judgement.Safety.Reached);
    }

    [Fact]
    public void Harm_that_drowns_in_the_sums_is_told_from_where_it_shows()
    {
        var judgement = Judge(0.05, new StratumCounts("3.1", 2_700, 1, 2_690, 1), new StratumCounts("3.2", 214, 0, 12, 11));

        Assert.Equal(JudgeOutcome.Harm, judgement.Outcome);
        Assert.StartsWith(
            "91.7 % of 12 in stratum 3.2, champion 0.0 % of 214; over all strata 0.4 % of 2,702, champion 0.034 % of 2,914; evidence ",
            judgement.Explanation);
    }

    [Fact]
    public void A_far_better_candidate_does_no_harm()
    {
        var judgement = Judge(0.005, new StratumCounts("50%", 50_000, 10_000, 50_000, 5));

        Assert.Equal(JudgeOutcome.Safe, judgement.Outcome);
        Assert.True(judgement.Harm.Value < 1);
    }

    [Fact]
    public void Identical_versions_become_safe_with_enough_data()
    {
        Assert.Equal(JudgeOutcome.Undecided, Judge(0.005, new StratumCounts("a", 900, 2, 100, 0)).Outcome);

        var later = Judge(0.005, new StratumCounts("a", 90_000, 180, 10_000, 20));

        Assert.Equal(JudgeOutcome.Safe, later.Outcome);
        Assert.Contains("safety evidence", later.Explanation);
    }

    [Fact]
    public void An_incident_that_hits_both_is_no_harm() =>
        Assert.NotEqual(JudgeOutcome.Harm, Judge(0.005,
            new StratumCounts("before", 5_000, 10, 500, 1), new StratumCounts("during", 5_000, 2_500, 500, 252)).Outcome);

    [Fact]
    public void Strata_are_not_mixed_up()
    {
        // Each stratum is even, but pooled the candidate looks ten times worse, because it got its traffic in bad times.
        var judgement = Judge(0.005,
            new StratumCounts("1%", 99_000, 99, 1_000, 1), new StratumCounts("50%", 5_000, 500, 5_000, 500));

        Assert.NotEqual(JudgeOutcome.Harm, judgement.Outcome);
        Assert.True(judgement.Candidate.Rate > 10 * judgement.Champion!.Rate);
    }

    [Fact]
    public void Evidence_multiplies_over_strata()
    {
        var first = new StratumCounts("1%", 990, 2, 10, 2);
        var second = new StratumCounts("10%", 900, 2, 100, 9);

        Assert.Equal(
            Judge(0.005, first).Harm.Log10 + Judge(0.005, second).Harm.Log10,
            Judge(0.005, first, second).Harm.Log10, 1e-9);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(500, 1, 0, 0)]
    [InlineData(0, 0, 500, 400)]
    public void Without_data_of_both_the_answer_is_unknown(long n, long s, long m, long t) =>
        Assert.Equal(JudgeOutcome.Unknown, Judge(0.005, new StratumCounts("a", n, s, m, t)).Outcome);

    [Fact]
    public void No_strata_at_all_are_unknown_too() => Assert.Equal(JudgeOutcome.Unknown, Judge(0.005).Outcome);

    [Theory]
    [InlineData(1_000_000, 0, 1_000_000, 1_000_000)]
    [InlineData(1_000_000, 1_000_000, 1_000_000, 0)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 0, 1, 0)]
    public void Edges_give_numbers(long n, long s, long m, long t)
    {
        foreach (var margin in new[] { 0, 0.005, 0.999 })
        {
            var judgement = Judge(margin, new StratumCounts("a", n, s, m, t));

            Assert.True(double.IsFinite(judgement.Harm.Value) && double.IsFinite(judgement.Safety.Value));
        }
    }

    [Fact]
    public void A_limit_stands_in_for_a_champion()
    {
        var bad = ProportionTest.JudgeAlone([new("100%", 0, 0, 400, 60)], 0.05, Two);
        var good = ProportionTest.JudgeAlone([new("100%", 0, 0, 4_000, 8)], 0.05, Two);

        Assert.Equal(JudgeOutcome.Harm, bad.Outcome);
        Assert.StartsWith("15.0 % of 400, limit 5.0 %; evidence ", bad.Explanation);
        Assert.Equal(JudgeOutcome.Safe, good.Outcome);
    }

    [Fact]
    public void Pairs_are_held_against_their_limit()
    {
        Assert.Equal(JudgeOutcome.Harm, PairTest.Judge(new(500, 120), 0.10, Two).Outcome);
        Assert.Equal(JudgeOutcome.Safe, PairTest.Judge(new(2_000, 40), 0.10, Two).Outcome);
        Assert.Equal(JudgeOutcome.Unknown, PairTest.Judge(new(0, 0), 0.10, Two).Outcome);
    }

    [Fact]
    public void Counts_that_cannot_be_are_refused_by_the_name_of_their_stratum() =>
        Assert.Contains("Stratum '10%'", Assert.Throws<ArgumentException>(() =>
            Judge(0.005, new StratumCounts("10%", 10, 11, 5, 0))).Message);

    [Fact]
    public void A_margin_given_in_per_cent_is_refused() =>
        Assert.Contains("half a point", Assert.Throws<ArgumentOutOfRangeException>(() => Judge(5)).Message);
}
