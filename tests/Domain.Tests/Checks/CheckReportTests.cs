using Landfall.Contracts;
using Landfall.Domain.Checks;

namespace Landfall.Domain.Tests.Checks;

/// <summary>What comes from outside is not to be trusted.</summary>
public sealed class CheckReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("success", CheckConclusion.Success)]
    [InlineData("failure", CheckConclusion.Failure)]
    [InlineData("neutral", CheckConclusion.Neutral)]
    [InlineData("cancelled", CheckConclusion.Cancelled)]
    public void The_four_conclusions_are_known(string word, CheckConclusion conclusion) => Assert.Equal(
        new CheckAnswer("id", conclusion, "12 of 12", "https://ci.example.com/7", Noon),
        new CheckReport(word, "12 of 12", "https://ci.example.com/7").Read("id", Noon).Answer);

    [Theory]
    [InlineData(null, "good", null, "conclusion is missing or not known")]
    [InlineData("unknown", "good", null, "conclusion is missing or not known")]
    [InlineData("SUCCESS", "good", null, "conclusion is missing or not known")]
    [InlineData("success", null, null, "summary must have 1 to 1000 characters; it has 0")]
    [InlineData("success", " \n ", null, "summary must have 1 to 1000 characters")]
    [InlineData("success", "good", "http://ci.example.com", "url must be an absolute https address")]
    [InlineData("success", "good", "javascript:alert(1)", "url must be an absolute https address")]
    [InlineData("success", "good", "/runs/7", "url must be an absolute https address")]
    [InlineData("success", "good", "https://trusted.example@evil.example/", "without a user in it")]
    [InlineData("success", "good", "", "url must be an absolute https address")]
    public void What_is_wrong_is_said(string? conclusion, string? summary, string? url, string problem)
    {
        var (answer, said) = new CheckReport(conclusion, summary, url).Read("id", Noon);

        Assert.Null(answer);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_has_a_bound_and_the_longest_is_taken()
    {
        Assert.NotNull(new CheckReport("success", new('a', 1000), null).Read("id", Noon).Answer);
        Assert.Null(new CheckReport("success", new('a', 1001), null).Read("id", Noon).Answer);
        Assert.Null(new CheckReport("success", "good", $"https://ci.example.com/{new string('a', 1000)}").Read("id", Noon).Answer);
    }

    [Fact]
    public void A_summary_is_one_line_that_steers_no_terminal_and_turns_no_text() => Assert.Equal(
        "red [31m der line more", new CheckReport("success", "  red\u001b[31m\u202Eder\u2028line\r\n\tmore ", null).Read("id", Noon).Answer!.Summary);

    [Fact]
    public void A_message_prints_its_callback_nowhere()
    {
        var subject = new CheckSubject("r-check-bias", "bias", "r", "flights", "flights", 7, "sha256:m", "sha256:s", Noon);

        Assert.DoesNotContain("secret", $"{new CheckMessage(subject, new("https://landfall.example.com/?t=secret"))}", StringComparison.Ordinal);
        Assert.DoesNotContain("callback", subject.Json(), StringComparison.OrdinalIgnoreCase);
    }
}
