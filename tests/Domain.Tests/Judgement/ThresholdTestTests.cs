using Landfall.Contracts;
using Landfall.Domain.Judgement;

namespace Landfall.Domain.Tests.Judgement;

public sealed class ThresholdTestTests
{
    private const double Max = 0.8;

    private static ThresholdJudgement Judge(params double?[] looks) => ThresholdTest.Judge(
        looks.Aggregate(0, (above, look) => ThresholdTest.Above(above, look, Max)), looks.LastOrDefault(), Max, consecutive: 3);

    [Fact]
    public void Three_looks_above_in_a_row_are_harm()
    {
        var judgement = Judge(0.5, 0.9, 0.85, 0.95);

        Assert.Equal(JudgeOutcome.Harm, judgement.Outcome);
        Assert.Equal("0.95, above the limit 0.8 at 3 of 3 looks in a row", judgement.Explanation);
    }

    [Fact]
    public void A_look_below_or_at_the_limit_begins_a_new_row()
    {
        Assert.Equal((JudgeOutcome.Undecided, 1), Of(Judge(0.9, 0.9, 0.5, 0.9)));
        Assert.Equal((JudgeOutcome.Undecided, 0), Of(Judge(0.9, 0.9, 0.8)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    public void A_look_that_saw_nothing_is_unknown_and_breaks_no_row(double? nothing)
    {
        Assert.Equal((JudgeOutcome.Unknown, 2), Of(Judge(0.9, 0.9, nothing)));
        Assert.Equal((JudgeOutcome.Harm, 3), Of(Judge(0.9, 0.9, nothing, 0.9)));
        Assert.Equal("no number; above the limit 0.8 at 1 of 3 looks in a row", Judge(0.9, nothing).Explanation);
    }

    [Fact]
    public void Harm_stays_shown_when_the_number_is_gone() =>
        Assert.Equal((JudgeOutcome.Harm, 3), Of(Judge(0.9, 0.9, 0.9, null)));

    [Fact]
    public void No_look_at_all_is_unknown() => Assert.Equal(JudgeOutcome.Unknown, Judge().Outcome);

    [Fact]
    public void An_infinite_number_is_above() =>
        Assert.Equal(1, Judge(double.PositiveInfinity).Above);

    [Fact]
    public void A_limit_that_is_no_number_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdTest.Judge(1, 1, double.NaN, 3));

    private static (JudgeOutcome, int) Of(ThresholdJudgement judgement) => (judgement.Outcome, judgement.Above);
}
