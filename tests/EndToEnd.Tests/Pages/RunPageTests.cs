using Landfall.Contracts;
using Landfall.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace Landfall.EndToEnd.Tests.Pages;

public sealed class RunPageTests(WebBrowser browser)
{
    public static TheoryData<string, string, string> Moments => new()
    {
        { RunMoments.Promoted, "promoted", "✓ promoted" },
        { RunMoments.RolledBack, "rolled-back", "slow: ✕ harm shown" },
        { RunMoments.Rejected, "rejected", "expired in quarantine" },
        { RunMoments.Quarantined, "quarantined", "▲ in quarantine, waiting for a person" },
        { RunMoments.Asking, "asking", "▲ waiting for approval" },
        { RunMoments.RollingOut, "rolling-out", "Champion 90 %, candidate 10 % of live traffic." },
        { RunMoments.Quiet, "no-traffic", "No traffic seen." },
        { RunMoments.Training, "training", "trained: 409,202 rows" },
        { RunMoments.Failed, "failed", "the trainer ended with code 3" },
        { RunMoments.Hostile, "hostile", "<script>alert('x')</script><img src=x onerror=alert(1)>[U+202E]gnp.exe" },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_run_is_readable_by_everyone_at_every_moment(string run, string name, string says)
    {
        await using var server = await RunSeeds.Filled();
        var text = await Looks.AreGood(browser, $"{server.Address}/api/console/runs/{run}", name);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.Contains(" UTC", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_runs_is_readable_by_everyone()
    {
        await using var server = await RunSeeds.Filled();
        var text = await Looks.AreGood(browser, $"{server.Address}/api/console", "runs");
        Assert.Contains("Waits for a person", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_no_runs_says_what_to_do()
    {
        await using var server = await PageServer.Start();
        Assert.Contains("Apply a pipeline", await Looks.AreGood(browser, $"{server.Address}/api/console", "no-runs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_of_the_list_and_of_a_run_leads_somewhere()
    {
        await using var server = await RunSeeds.Filled();
        await using var tab = await browser.Open();
        foreach (var page in new[] { "console", $"console/runs/{RunMoments.Promoted}" })
        {
            await tab.Go($"{server.Address}/api/{page}?code=k%26y");
            var links = await tab.Page.EvaluateAsync<string[]>("() => [...document.links].map(link => link.href)");
            Assert.NotEmpty(links);
            foreach (var link in links.Distinct())
            {
                var answer = await tab.Page.APIRequest.GetAsync(link);
                Assert.True(answer.Status == 200, $"{link} answers {answer.Status}");
                Assert.Contains("code=k%26y", link, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Nothing_runs_in_a_page_that_its_policy_does_not_name()
    {
        await using var server = await RunSeeds.Filled();
        await using var tab = await browser.Open();
        var answer = await tab.Go($"{server.Address}/api/console/runs/{RunMoments.Hostile}");
        var policy = (await answer.AllHeadersAsync())["content-security-policy"];

        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        await tab.Page.EvaluateAsync(
            "() => { const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.body.append(s) }");
        Assert.False(await tab.Page.EvaluateAsync<bool>("() => 'broken' in window"));
        Assert.Equal(0, await tab.Page.Locator("main script, main img").CountAsync());
    }

    [Fact]
    public async Task A_person_cancels_a_run_with_the_keyboard_and_without_script()
    {
        await using var server = await RunSeeds.Filled();
        await using var tab = await browser.Open(script: false);
        await tab.Go($"{server.Address}/api/console/runs/{RunMoments.Training}");

        await tab.Page.Locator("#act summary").PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("#reason")).ToBeVisibleAsync();
        await Tab("#reason", "the wrong month");
        await Tab("#by", "anna");
        await Tab("#act button");
        await tab.Page.Keyboard.PressAsync("Enter");
        // Looked at, not listened for: a page may have come before anyone listens.
        await InTime.True(
            () => tab.Page.Url.Contains("done=cancel", StringComparison.Ordinal), "the page after the form",
            async () => $"{tab.Page.Url}\n{await tab.Text()}");

        Assert.Contains("Passed on: cancel.", await tab.Text(), StringComparison.Ordinal);
        var (instance, signal, payload) = Assert.Single(server.Hub.Raised);
        Assert.Equal((RunMoments.Training, Signals.Cancel), (instance, signal));
        Assert.Equal(new PersonCommand("anna", "the wrong month"), payload);

        // Only where the key has led is typed: a page that is still being laid out takes a moment.
        async Task Tab(string next, string? text = null)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(tab.Page.Locator(next)).ToBeFocusedAsync();
            if (text is null)
                return;
            await tab.Page.Keyboard.TypeAsync(text);
            await Assertions.Expect(tab.Page.Locator(next)).ToHaveValueAsync(text);
        }
    }

    [Fact]
    public async Task A_live_page_follows_its_run_and_keeps_what_the_reader_has_folded()
    {
        await using var server = await RunSeeds.Filled();
        await using var tab = await browser.Open();
        await tab.Go($"{server.Address}/api/console/runs/{RunMoments.RollingOut}");
        await tab.Page.Locator("#gates summary").ClickAsync();
        await tab.Page.Locator("#record summary").ClickAsync();

        await RunSeeds.Rollout(server, RunMoments.RollingOut, samples: 2311);

        await InTime.True(
            async () => (await tab.Text()).Contains("2,311 observations", StringComparison.Ordinal), "the page shows the new look", tab.Text);
        Assert.Null(await tab.Page.GetAttributeAsync("#gates", "open"));
        Assert.NotNull(await tab.Page.GetAttributeAsync("#record", "open"));
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_digest_is_short_to_the_eye_and_whole_to_copy()
    {
        await using var server = await RunSeeds.Filled();
        await using var tab = await browser.Open();
        await tab.Go($"{server.Address}/api/console/runs/{RunMoments.Promoted}");
        await tab.OpenAll();

        var digest = tab.Page.Locator("#digests code").First;
        await digest.ClickAsync();

        Assert.Equal(RunMoments.Digest('f'), await tab.Page.EvaluateAsync<string>("() => getSelection().toString()"));
        Assert.True((await digest.BoundingBoxAsync())!.Width < 200);
    }
}
