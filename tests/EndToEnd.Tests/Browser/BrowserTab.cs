using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Landfall.EndToEnd.Tests.Browser;

/// <summary>One page in a browser, what its console complained of, and what a person would notice.</summary>
internal sealed class BrowserTab : IAsyncDisposable
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private readonly ConcurrentQueue<string> complaints = new();
    private readonly string axe;

    private BrowserTab(IPage page, string axe)
    {
        Page = page;
        this.axe = axe;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(true, error);
        page.RequestFailed += (_, request) => Note(request.Failure?.Contains("ERR_ABORTED") != true, $"{request.Url}: {request.Failure}");
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the browser's console so far: scripts, styles and addresses that were refused too.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public static async Task<BrowserTab> In(IBrowserContext context, string axe) => new(await context.NewPageAsync(), axe);

    /// <summary>Opens an address; the answer's status and headers.</summary>
    public async Task<IResponse> Go(string url) =>
        await Page.GotoAsync(url) ?? throw new InvalidOperationException($"{url} gave no answer");

    /// <summary>All that the page says, as it is shown.</summary>
    public Task<string> Text() => Page.Locator("body").InnerTextAsync();

    /// <summary>What breaks the rules of accessible pages: rule, place, what to do. Everything folded is opened first.</summary>
    public async Task<IReadOnlyList<string>> Violations()
    {
        await OpenAll();
        // Through the debugger, not as a script of the page: its policy stays in force.
        await Page.EvaluateAsync(await File.ReadAllTextAsync(axe, TestContext.Current.CancellationToken));
        var found = await Page.EvaluateAsync<JsonElement>(
            "rules => axe.run(document, { runOnly: { type: 'tag', values: rules } }).then(result => result.violations)", Rules);
        return [.. found.EnumerateArray().SelectMany(rule => rule.GetProperty("nodes").EnumerateArray().Select(node =>
            $"{rule.GetProperty("id")}: {node.GetProperty("target")} {node.GetProperty("failureSummary")}"))];
    }

    /// <summary>How many pixels stick out to the right: what a thumb would have to scroll.</summary>
    public Task<int> SticksOut() => Page.EvaluateAsync<int>(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public Task OpenAll() => Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(fold => fold.open = true)");

    /// <summary>Below <c>artifacts/pages</c>, for whoever wants to look.</summary>
    public async Task Shoot(string name, bool whole = true)
    {
        var file = Path.Combine(Programs.Root, "artifacts", "pages", $"{name}.png");
        await Page.ScreenshotAsync(new() { Path = file, FullPage = whole });
    }

    public ValueTask DisposeAsync() => new(Page.Context.CloseAsync());

    private void Note(bool isBad, string what)
    {
        if (isBad)
            complaints.Enqueue(what);
    }
}
