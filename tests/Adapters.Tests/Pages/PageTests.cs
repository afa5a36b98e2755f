using System.Security.Cryptography;
using System.Text;
using Landfall.Hosting.Pages;
using Microsoft.AspNetCore.Http;

namespace Landfall.Adapters.Tests.Pages;

public sealed class PageTests
{
    [Fact]
    public void Its_style_is_let_in_by_hash_and_nothing_else_is()
    {
        var page = new Page("Run", Html.Of($"<h1>Run</h1>"));
        var style = Between(page.Markup, "<style>", "</style>");

        Assert.Contains($"style-src 'sha256-{Hash(style)}';", page.ContentPolicy);
        Assert.Contains("default-src 'none'", page.ContentPolicy);
        Assert.Contains("script-src 'none'", page.ContentPolicy);
        Assert.Contains("frame-ancestors 'none'", page.ContentPolicy);
        Assert.DoesNotContain("unsafe-inline", page.ContentPolicy);
    }

    [Fact]
    public void A_script_of_its_own_is_let_in_by_hash()
    {
        var page = new Page("Run", Html.Empty) { Script = "document.title = 'x' && 'y';" };

        Assert.Contains("<script>document.title = 'x' && 'y';</script>", page.Markup);
        Assert.Contains($"script-src 'sha256-{Hash(page.Script)}'", page.ContentPolicy);
    }

    [Fact]
    public async Task It_is_sent_with_headers_that_keep_it_to_itself()
    {
        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;

        await new Page("<No>", Html.Empty) { Status = 403 }.ToResult().ExecuteAsync(http);

        Assert.Equal(403, http.Response.StatusCode);
        Assert.Equal("no-store", http.Response.Headers.CacheControl);
        Assert.Equal("no-referrer", http.Response.Headers["Referrer-Policy"]);
        Assert.Equal("noindex, nofollow", http.Response.Headers["X-Robots-Tag"]);
        Assert.Contains("<title>&lt;No&gt; · Landfall</title>", Encoding.UTF8.GetString(body.ToArray()));
    }

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
