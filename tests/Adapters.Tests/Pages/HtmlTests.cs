using Landfall.Hosting.Pages;

namespace Landfall.Adapters.Tests.Pages;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onclick='x' &", "&quot; onclick=&#39;x&#39; &amp;")]
    [InlineData("a\u202Egnp.exe", "a[U+202E]gnp.exe")]
    [InlineData("bell\u0007, nul\0", "bell[U+0007], nul[U+0000]")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero[U+200B]width[U+FEFF]")]
    [InlineData("line\r\nline", "line\nline")]
    [InlineData("Zoë 模型 👩‍🔬", "Zoë 模型 👩‍🔬")]
    public void Text_from_people_is_shown_as_it_is_and_never_obeyed(string said, string shown) =>
        Assert.Equal(shown, Html.Text(said).ToString());

    [Fact]
    public void Half_a_character_becomes_the_sign_for_unreadable() =>
        Assert.Equal("\uFFFD", Html.Text("\ud83d").ToString());

    [Fact]
    public void A_hole_is_escaped_and_markup_in_a_hole_is_not_escaped_twice()
    {
        var name = "<b>";
        var inner = Html.Of($"<i>{name}</i>");

        Assert.Equal("<p><i>&lt;b&gt;</i> 1,204 0.3</p>", Html.Of($"<p>{inner} {1204:N0} {0.3}</p>").ToString());
    }
}
