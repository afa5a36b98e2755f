using Landfall.Contracts;
using Landfall.Domain.Judgement;

namespace Landfall.Domain.Tests.Judgement;

public sealed class LateEvidenceTests
{
    private static readonly JudgeThresholds Thresholds = new(2, 0.05, 0.05);

    [Fact]
    public void The_stakes_sum_to_one() =>
        Assert.InRange(LateEvidence.Whole + Enumerable.Range(1, 100_000).Sum(LateEvidence.Weight), 0.999_999, 1);

    [Fact]
    public void The_evidence_is_the_mean_of_all_beginnings_by_their_stakes() => Assert.Equal(
        Math.Log((0.95 * 4) + (0.05 / 2 * 100) + (0.05 / 12 * 1000)),
        LateEvidence.LogHarm(Math.Log(4), [(1, Math.Log(100)), (3, Math.Log(1000))]), 12);

    [Fact]
    public void Without_a_later_beginning_the_whole_has_its_stake()
    {
        StratumCounts[] strata = [new("4.3", 900, 2, 100, 5)];
        var whole = ProportionTest.Judge(strata, 0.005, Thresholds);
        var staked = ProportionTest.Judge(strata, 0.005, Thresholds, []);

        Assert.Equal(0.95 * whole.Harm.Value, staked.Harm.Value, 9);
        Assert.Equal(whole.Safety, staked.Safety);
    }

    [Fact]
    public void Harm_that_begins_late_does_not_drown_in_a_long_good_time()
    {
        StratumCounts[] whole = [new("4.5", 0, 0, 37_500, 222)];           // 36,000 with 0.2 % bad, then 1,500 with 10 %
        Assert.Equal(JudgeOutcome.Safe, ProportionTest.JudgeAlone(whole, 0.05, Thresholds).Outcome);

        var late = ProportionTest.JudgeAlone(
            whole, 0.05, Thresholds, [new(1, new("4.5", 0, 0, 35_500, 220)), new(12, new("4.5 since its observation 36,000", 0, 0, 1_500, 150))]);
        Assert.Equal(JudgeOutcome.Harm, late.Outcome);
        Assert.StartsWith(
            "10.0 % of 1,500 in stratum 4.5 since its observation 36,000; over all strata 0.6 % of 37,500, limit 5.0 %; evidence", late.Explanation,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_champion_that_fails_as_often_late_failures_are_no_harm()
    {
        StratumCounts[] whole = [new("4.4", 30_000, 1_000, 30_000, 1_000)];
        LateStart Since(long championBad) => new(3, new("late", 1_000, championBad, 1_000, 100));

        Assert.Equal(JudgeOutcome.Harm, ProportionTest.Judge(whole, 0.005, Thresholds, [Since(2)]).Outcome);
        Assert.NotEqual(JudgeOutcome.Harm, ProportionTest.Judge(whole, 0.005, Thresholds, [Since(98)]).Outcome);
    }
}
