using Landfall.Contracts;
using Landfall.Domain.Checks;

namespace Landfall.Hosting.Pages;

/// <summary>What systems outside said of a version, the same wherever it is shown.</summary>
public static class ChecksView
{
    /// <param name="checks">Null where the pipeline has none, and where it was asked before there were any.</param>
    public static Html Of(IReadOnlyList<CheckStatus>? checks) => checks is not { Count: > 0 } ? Html.Empty : Html.Of($"""
        <h2 id="checks">Outside checks</h2>
        <ul>{Html.Each(checks, Check)}</ul>
        """);

    private static Html Check(CheckStatus check)
    {
        var (mark, colour) = check.Conclusion switch
        {
            CheckConclusion.Success or CheckConclusion.Neutral => ("✓", "good"),
            CheckConclusion.Failure => ("✕", "bad"),
            null => ("●", "running"),
            _ => ("?", "unknown"),
        };
        var word = check.Conclusion is { } conclusion ? CheckRules.Word(conclusion) : "waiting";
        var need = check.Required ? "" : ", not required";
        return Html.Of($"""
            <li><span class="state {colour}">{mark} {word}</span> {check.Name}{need}: {check.Summary}{Link(check)}</li>
            """);
    }

    /// <summary>It leads out of our pages, to where whoever answered wanted: https alone, and it is not told from where.</summary>
    private static Html Link(CheckStatus check) =>
        check.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps
            ? Html.Of($" <a href=\"{page.AbsoluteUri}\" rel=\"noopener noreferrer nofollow\">{page.Host}</a>")
            : Html.Empty;
}
