using Landfall.Contracts;
using Landfall.Domain.Judgement;

namespace Landfall.Domain.Tests.Judgement;

public sealed class BoundedMeanTestTests
{
    private static readonly JudgeThresholds One = new(1, 0.05, 0.05);

    [Fact]
    public void The_first_bet_agrees_with_one_worked_out_by_hand()
    {
        // λ = √(2 ln 20 / (¼ · ln 2)) is cut to ½ / 0.5 = 1; the wealth is 1 + 1 · (0.9 − 0.5).
        var judgement = BoundedMeanTest.Judge([0.9], 0, 1, 0.5, One);

        Assert.Equal(1.4, judgement.Harm.Value, 1e-12);
        Assert.Equal(0.6, judgement.Safety.Value, 1e-12);
    }

    [Fact]
    public void A_later_bet_is_smaller_and_knows_the_spread_so_far()
    {
        // 0.5 a hundred times leaves the variance ¼ / 101.
        double[] calm = [.. Enumerable.Repeat(0.5, 100)];
        var bet = Math.Min(1, Math.Sqrt(2 * Math.Log(20) / (0.25 / 101 * 101 * Math.Log(102))));

        Assert.Equal(1 + bet * 0.25, BoundedMeanTest.Judge([.. calm, 0.75], 0, 1, 0.5, One).Harm.Value, 1e-12);
    }

    [Fact]
    public void A_clear_mean_is_found_on_both_sides()
    {
        double[] high = [.. Enumerable.Repeat(0.4, 200)];

        Assert.Equal(JudgeOutcome.Harm, BoundedMeanTest.Judge(high, -1, 1, 0.05, One).Outcome);
        var safe = BoundedMeanTest.Judge([.. high.Select(x => -x)], -1, 1, 0.05, One);
        Assert.Equal(JudgeOutcome.Safe, safe.Outcome);
        Assert.StartsWith("mean -0.4 of 200, limit 0.05; safety evidence ", safe.Explanation);
    }

    [Fact]
    public void Nothing_observed_is_unknown() =>
        Assert.Equal(JudgeOutcome.Unknown, BoundedMeanTest.Judge([], 0, 1, 0.5, One).Outcome);

    [Theory]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Observations_outside_are_refused_by_number(double value) => Assert.Contains(
        "Observation 1 (from 0) is ",
        Assert.Throws<ArgumentException>(() => BoundedMeanTest.Judge([0.5, value], 0, 1, 0.5, One)).Message);

    [Fact]
    public void A_limit_outside_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BoundedMeanTest.Judge([0.5], 0, 1, 1, One));
}
