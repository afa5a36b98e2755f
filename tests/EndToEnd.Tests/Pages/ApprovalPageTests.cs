using System.Text.RegularExpressions;
using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace Landfall.EndToEnd.Tests.Pages;

public sealed class ApprovalPageTests(WebBrowser browser)
{
    private const int Phone = 360;

    private static readonly ApprovalQuestion Question = RunMoments.Question(RunMoments.Asking);

    [Fact]
    public async Task An_open_question_is_readable_by_everyone()
    {
        await using var server = await PageServer.Start();
        await Looks.AreGood(browser, await RunSeeds.Ask(server, Question), "approval-open");
    }

    [Fact]
    public async Task A_person_decides_with_the_keyboard_alone_and_gets_a_receipt()
    {
        await using var server = await PageServer.Start();
        await using var tab = await browser.Open(script: false);
        await tab.Go(await RunSeeds.Ask(server, Question));

        await Press(tab, "Tab", "comment");
        await tab.Page.Keyboard.TypeAsync("the ORD slice is known <b>and fine</b>");
        await Press(tab, "Tab", "Approve");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForSelectorAsync("[role=status]");

        var text = await tab.Text();
        Assert.Contains("Your decision is recorded: approve.", text, StringComparison.Ordinal);
        Assert.Contains("the ORD slice is known <b>and fine</b>", text, StringComparison.Ordinal);
        var entry = await server.Blobs.NeedJson<ApprovalEntry>(Paths.Decision(Question.Ticket.Id, 1), TestContext.Current.CancellationToken);
        Assert.Equal((ApprovalEntryKind.Approve, "anna", "link"), (entry.Kind, entry.By, entry.Channel));
        await Looks.AreGood(browser, tab.Page.Url, "approval-decided");
    }

    [Fact]
    public async Task A_link_used_twice_shows_the_first_decision_and_takes_no_second()
    {
        await using var server = await PageServer.Start();
        var link = await RunSeeds.Ask(server, Question);
        await using var first = await browser.Open();
        await using var second = await browser.Open();
        await first.Go(link);
        await second.Go(link);

        await Decide(first, "Approve", "Your decision is recorded: approve.");
        await Decide(second, "Reject", "Nothing was changed");

        await second.Go(link);
        Assert.Contains("Your decision is recorded: approve.", await second.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await second.Page.Locator("form").CountAsync());
        Assert.Single(server.Blobs.Names(Containers.Approvals), name => Regex.IsMatch(name, "/[0-9]{6}.json$"));
    }

    [Fact]
    public async Task Until_enough_have_approved_a_person_may_withdraw()
    {
        await using var server = await PageServer.Start();
        await using var tab = await browser.Open(width: Phone);
        await tab.Go(await RunSeeds.Ask(server, RunMoments.Question(RunMoments.Asking, quorum: 2)));

        await Decide(tab, "Approve", "Your decision is recorded: approve.");
        await tab.Shoot("approval-withdraw-phone");
        await Decide(tab, "Withdraw my approval", "Your decision is recorded: withdraw.");

        Assert.Equal(2, await tab.Page.Locator(".choices button").CountAsync());
    }

    [Fact]
    public async Task An_expired_link_says_so()
    {
        await using var server = await PageServer.Start();
        var link = await RunSeeds.Ask(server, Question);
        server.Time.Advance(TimeSpan.FromDays(4));
        await Refuses(link, 410, "expired", "approval-expired");
    }

    [Fact]
    public async Task A_forged_link_says_so_and_tells_nothing_of_the_question()
    {
        await using var server = await PageServer.Start();
        var link = await RunSeeds.Ask(server, Question);
        var text = await Refuses(link[..^4] + "AAAA", 403, "altered", "approval-forged");
        Assert.DoesNotContain("flights-delay: v7", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_phone_both_buttons_are_equal_and_large_enough_for_a_thumb()
    {
        await using var server = await PageServer.Start();
        await using var tab = await browser.Open(width: Phone, height: 740);
        await tab.Go(await RunSeeds.Ask(server, Question));

        var boxes = await Task.WhenAll((await tab.Page.Locator(".choices button").AllAsync()).Select(button => button.BoundingBoxAsync()));

        Assert.Equal(2, boxes.Length);
        Assert.Equal(boxes[0]!.Width, boxes[1]!.Width, precision: 0);
        Assert.All(boxes, box => Assert.True(box!.Height >= 44, $"{box.Height} px"));
    }

    private async Task<string> Refuses(string link, int status, string why, string name)
    {
        await using var tab = await browser.Open();
        var answer = await tab.Go(link);
        Assert.Equal(status, answer.Status);
        var text = await tab.Text();
        Assert.Contains(why, text, StringComparison.Ordinal);
        Assert.Equal(0, await tab.Page.Locator("form").CountAsync());
        await tab.Shoot(name);
        Assert.Empty(await tab.Violations());
        return text;
    }

    /// <summary>Presses a button, and waits until the next page says what it should.</summary>
    private static async Task Decide(BrowserTab tab, string button, string says)
    {
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await tab.Page.GetByText(says).First.WaitForAsync();
    }

    /// <summary>Presses the key until the field or button of this name has the focus.</summary>
    private static async Task Press(BrowserTab tab, string key, string wanted)
    {
        const int AllStops = 30;
        for (var stop = 0; stop < AllStops; stop++)
        {
            await tab.Page.Keyboard.PressAsync(key);
            var focused = await tab.Page.EvaluateAsync<string>(
                "() => document.activeElement.name === 'decision' ? document.activeElement.textContent : document.activeElement.name ?? ''");
            if (focused == wanted)
                return;
        }

        Assert.Fail($"{key} does not lead to {wanted}.");
    }
}
