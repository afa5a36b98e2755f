using Landfall.Contracts;
using Landfall.Hosting.Pages;

namespace Landfall.Adapters.Tests.Pages;

public sealed class ChecksViewTests
{
    [Fact]
    public void Where_there_are_none_nothing_is_shown()
    {
        Assert.Equal("", ChecksView.Of(null).ToString());
        Assert.Equal("", ChecksView.Of([]).ToString());
    }

    [Fact]
    public void What_came_from_outside_is_shown_as_text_with_a_link_that_tells_nothing()
    {
        var page = ChecksView.Of(
            [new("bias", true, CheckConclusion.Failure, "3 of <b>12</b> \u202Egroups", "https://ci.example.com/7?a=\"b")]).ToString();

        Assert.Contains("<span class=\"state bad\">✕ failed</span> bias: 3 of &lt;b&gt;12&lt;/b&gt; [U+202E]groups", page, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"https://ci.example.com/7?a=%22b\" rel=\"noopener noreferrer nofollow\">ci.example.com</a>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "● waiting")]
    [InlineData(CheckConclusion.Success, "✓ passed")]
    [InlineData(CheckConclusion.Neutral, "✓ has nothing against it")]
    [InlineData(CheckConclusion.Cancelled, "? was cancelled")]
    [InlineData(CheckConclusion.Unknown, "? gave no answer")]
    public void State_is_a_word_and_a_shape(CheckConclusion? conclusion, string words) =>
        Assert.Contains(words, ChecksView.Of([new("bias", false, conclusion, "so")]).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://ci.example.com")]
    public void No_other_link_is_shown(string url) =>
        Assert.DoesNotContain("<a ", ChecksView.Of([new("bias", true, CheckConclusion.Success, "so", url)]).ToString(), StringComparison.Ordinal);
}
