using Landfall.Contracts;
using Landfall.Domain.Checks;

namespace Landfall.Domain.Tests.Checks;

/// <summary>What a set of answers means.</summary>
public sealed class CheckRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Every pair of an answer and what the pipeline says of the check: whether it waits, ends the run, or asks a person.</summary>
    [Theory]
    [InlineData(null, true, true, "waits")]
    [InlineData(null, true, false, "waits")]
    [InlineData(null, false, true, "waits")]
    [InlineData(null, false, false, "waits")]
    [InlineData(CheckConclusion.Success, true, true, "goes on")]
    [InlineData(CheckConclusion.Success, true, false, "goes on")]
    [InlineData(CheckConclusion.Success, false, true, "goes on")]
    [InlineData(CheckConclusion.Success, false, false, "goes on")]
    [InlineData(CheckConclusion.Neutral, true, true, "goes on")]
    [InlineData(CheckConclusion.Neutral, true, false, "goes on")]
    [InlineData(CheckConclusion.Neutral, false, true, "goes on")]
    [InlineData(CheckConclusion.Neutral, false, false, "goes on")]
    [InlineData(CheckConclusion.Failure, true, true, "refuses")]
    [InlineData(CheckConclusion.Failure, true, false, "refuses")]
    [InlineData(CheckConclusion.Failure, false, true, "goes on")]
    [InlineData(CheckConclusion.Failure, false, false, "goes on")]
    [InlineData(CheckConclusion.Cancelled, true, true, "asks")]
    [InlineData(CheckConclusion.Cancelled, true, false, "refuses")]
    [InlineData(CheckConclusion.Cancelled, false, true, "goes on")]
    [InlineData(CheckConclusion.Cancelled, false, false, "goes on")]
    [InlineData(CheckConclusion.Unknown, true, true, "asks")]
    [InlineData(CheckConclusion.Unknown, true, false, "refuses")]
    [InlineData(CheckConclusion.Unknown, false, true, "goes on")]
    [InlineData(CheckConclusion.Unknown, false, false, "goes on")]
    public void Each_answer_means_one_thing(CheckConclusion? conclusion, bool required, bool asksOnSilence, string means)
    {
        var ruling = CheckRules.Of([new("bias", required, asksOnSilence, TimeSpan.FromHours(1))], Answers(("bias", conclusion)));

        Assert.Equal(means, ruling switch
        {
            { IsOver: false } => "waits",
            { Refusal: not null } => "refuses",
            { Asks: not null } => "asks",
            _ => "goes on",
        });
        Assert.Equal((conclusion, required), (ruling.Checks[0].Conclusion, ruling.Checks[0].Required));
    }

    [Fact]
    public void A_required_check_that_failed_ends_the_wait_for_the_others_and_is_named_with_its_link()
    {
        var ruling = CheckRules.Of([Check("licence"), Check("bias")], Answers(("bias", CheckConclusion.Failure)));

        Assert.True(ruling.IsOver);
        Assert.Equal("the required check 'bias' failed: of bias (https://ci.example.com/bias)", ruling.Refusal);
        Assert.Null(ruling.Checks[0].Conclusion);
    }

    [Fact]
    public void What_a_person_has_to_decide_is_all_that_gave_no_answer()
    {
        var ruling = CheckRules.Of(
            [Check("bias"), Check("licence"), Check("speed")],
            Answers(("bias", CheckConclusion.Unknown), ("licence", CheckConclusion.Cancelled), ("speed", CheckConclusion.Success)));

        Assert.Equal(
            "the required check 'bias' gave no answer: of bias (https://ci.example.com/bias); "
            + "the required check 'licence' was cancelled: of licence (https://ci.example.com/licence)", ruling.Asks);
        Assert.Equal("1 of 3 outside checks passed; bias gave no answer; licence was cancelled", ruling.Explanation);
    }

    [Fact]
    public void What_is_not_required_is_told_and_decides_nothing()
    {
        var ruling = CheckRules.Of(
            [Check("bias"), Check("speed") with { Required = false }],
            Answers(("bias", CheckConclusion.Neutral), ("speed", CheckConclusion.Failure)));

        Assert.Equal((true, (string?)null, (string?)null), (ruling.IsOver, ruling.Refusal, ruling.Asks));
        Assert.Equal("1 of 2 outside checks passed; speed failed, not required", ruling.Explanation);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(10, 20)]
    [InlineData(50, 60)]
    public void It_looks_again_after_as_long_as_it_has_waited_and_when_the_time_is_over(int waited, int next) => Assert.Equal(
        Noon.AddMinutes(next), CheckRules.NextLook(Noon, Noon.AddHours(1), Noon.AddMinutes(waited)));

    [Fact]
    public void A_month_needs_few_looks()
    {
        var (now, looks, end) = (Noon, 0, Noon.AddDays(30));
        for (; now < end; looks++)
            now = CheckRules.NextLook(Noon, end, now);

        Assert.InRange(looks, 10, 20);
    }

    private static CheckPlan Check(string name) => new(name, Required: true, AskOnSilence: true, TimeSpan.FromHours(1));

    private static Dictionary<string, CheckAnswer> Answers(params (string Name, CheckConclusion? Conclusion)[] said) => said
        .Where(one => one.Conclusion is not null)
        .ToDictionary(one => one.Name, one => new CheckAnswer(one.Name, one.Conclusion!.Value, $"of {one.Name}", $"https://ci.example.com/{one.Name}", Noon));
}
