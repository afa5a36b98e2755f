using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Landfall.Hosting.Pages;

/// <summary>
/// A whole page: one style for everything that people see, and the headers that keep it to itself. It needs no script
/// and loads nothing from elsewhere; a style or script of its own is let in by its hash.
/// </summary>
/// <param name="Title">For the browser's title; the page's own heading stands in its body.</param>
/// <param name="Body">What stands inside <c>main</c>.</param>
public sealed record Page(string Title, Html Body)
{
    private static readonly string Shell = Read("page.css");

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Rules beside the shared ones. Never put text from outside here: it is not escaped.</summary>
    public string? Style { get; init; }

    /// <summary>What enhances the page where scripts run. Never put text from outside here: it is not escaped.</summary>
    public string? Script { get; init; }

    /// <summary>What stands above <c>main</c>, for pages that have neighbours.</summary>
    public Html? Navigation { get; init; }

    public string Markup => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex, nofollow">
        <title>{Title} · Landfall</title>
        {Tagged("style", Shell)}{Tagged("style", Style)}
        </head>
        <body>
        {Navigation}
        <main>
        {Body}
        </main>
        {Tagged("script", Script)}
        </body>
        </html>

        """).ToString();

    /// <summary>What the browser may do with this page.</summary>
    public string ContentPolicy => string.Join("; ",
        "default-src 'none'",
        $"style-src {Hash(Shell)}{(Style is null ? "" : $" {Hash(Style)}")}",
        Script is null ? "script-src 'none'" : $"script-src {Hash(Script)}; connect-src 'self'",
        "img-src 'self' data:", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'");

    public IResult ToResult() => new PageResult(this);

    private static Html? Tagged(string tag, string? content) => content is null ? null : Html.Trusted($"<{tag}>{content}</{tag}>");

    private static string Hash(string content) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    private static string Read(string name)
    {
        using var resource = typeof(Page).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in {typeof(Page).Assembly.GetName().Name}: build it again.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
