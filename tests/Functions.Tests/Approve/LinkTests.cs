using Landfall.Contracts;

namespace Landfall.Functions.Tests.Approve;

public sealed class LinkTests
{
    private readonly ApprovalBench bench = new();

    [Fact]
    public async Task Showing_the_page_changes_nothing()
    {
        var page = await bench.Show(bench.Token("anna"));

        Assert.Equal(200, page.Status);
        Assert.Contains("v7 would replace v6", page.Body);
        Assert.Contains("origin ORD: false positives +1.1 points", page.Body);
        Assert.Empty(await bench.Entries());
    }

    [Fact]
    public async Task A_decision_stands_although_the_hub_is_away_and_the_page_is_then_the_receipt()
    {
        var token = bench.Token("anna");
        var answer = await bench.Submit(token, "approve", comment: "fine <b>\u202Eby me");

        Assert.Equal(303, answer.Status);
        Assert.Equal($"{ApprovalBench.Id}?t={token}", answer.Headers.Location);
        Assert.Equal(ApprovalEntryKind.Approve, Assert.Single(await bench.Entries()).Kind);
        var receipt = await bench.Show(token);
        Assert.Contains("Your decision is recorded: approve.", receipt.Body);
        Assert.Contains("fine &lt;b&gt;[U+202E]by me", receipt.Body);
    }

    [Fact]
    public async Task A_hundred_clicks_on_one_link_make_one_entry_and_clear_answers()
    {
        var token = bench.Token("anna");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => Task.Run(() => bench.Submit(token, "approve"))));

        Assert.Single(await bench.Entries());
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 303, 409 }));
        Assert.Contains(answers, answer => answer.Status == 303);
    }

    [Fact]
    public async Task A_comment_of_a_megabyte_is_refused_and_leaves_no_entry()
    {
        var answer = await bench.Submit(bench.Token("anna"), "approve", comment: new('x', 1024 * 1024));

        Assert.Equal(400, answer.Status);
        Assert.True(answer.Body.Length < 10_000);
        Assert.Empty(await bench.Entries());
    }

    [Fact]
    public async Task Signs_that_a_browser_would_obey_are_shown_and_not_obeyed_wherever_people_write_them()
    {
        const string Bad = "<img src=x onerror=alert(1)>\u202Egnihton\u0000\u001b[31m";
        var hostile = new ApprovalBench(headline: Bad);
        await hostile.Submit(hostile.Token("anna"), "reject", comment: Bad);

        var page = (await hostile.Show(hostile.Token("bo"))).Body;

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain(page, c => c is '\u202E' or '\u0000' or '\u001b');
        Assert.Contains("[U+202E]", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public async Task Clocks_that_are_minutes_apart_decide_once_and_in_the_order_of_the_log(int minutes)
    {
        var two = new ApprovalBench(quorum: 2);
        var (anna, bo) = (two.Token("anna"), two.Token("bo"));
        Assert.Equal(303, (await two.Submit(anna, "approve")).Status);

        two.SetClock(TimeSpan.FromMinutes(minutes));     // another instance of the app, whose clock is wrong
        Assert.Equal(303, (await two.Submit(bo, "approve")).Status);
        Assert.Equal(409, (await two.Submit(bo, "reject")).Status);

        Assert.Equal([(1, "anna"), (2, "bo")], (await two.Entries()).Select(entry => (entry.Sequence, entry.By)));
    }

    [Fact]
    public async Task Until_the_quorum_an_approval_can_be_withdrawn_and_given_again()
    {
        var two = new ApprovalBench(quorum: 2);
        var token = two.Token("anna");
        foreach (var decision in new[] { "approve", "withdraw", "approve" })
            Assert.Equal(303, (await two.Submit(token, decision)).Status);

        Assert.Equal(3, (await two.Entries()).Count);
        await two.Submit(two.Token("bo"), "approve");
        Assert.Equal(409, (await two.Submit(token, "withdraw")).Status);
    }

    [Fact]
    public async Task Links_that_are_not_exactly_those_we_made_open_nothing()
    {
        var good = bench.Token("anna");
        var (id, evidence) = (ApprovalBench.Id, bench.Question.Ticket.EvidenceDigest);
        string[] bad =
        [
            "", "x", good[..^1], good[..^10], "lf1" + good[4..], good + "A", bench.Issue("another-approval", "anna", evidence),
            bench.Issue(id, "mallory", evidence), bench.Issue(id, "anna", "other evidence"),
            new ApprovalBench().Token("anna"),
        ];

        foreach (var token in bad)
        {
            Assert.Equal(403, (await bench.Show(token)).Status);
            Assert.Equal(403, (await bench.Submit(token, "approve")).Status);
        }

        Assert.Equal(403, (await bench.Show(good, "../landfall-registry/x")).Status);
        Assert.Empty(await bench.Entries());
    }

    [Fact]
    public async Task A_link_ends_with_its_question()
    {
        var token = bench.Token("anna");
        bench.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(410, (await bench.Show(token)).Status);
        Assert.Equal(410, (await bench.Submit(token, "approve")).Status);
        Assert.Empty(await bench.Entries());
    }

    [Fact]
    public async Task A_form_that_another_page_made_is_refused()
    {
        var (anna, bo) = ((await bench.Tokens.Read(bench.Token("anna"))).Claim!, bench.Token("bo"));

        Assert.Equal(403, (await bench.Submit(bo, "approve", await bench.Links.FormToken(
            new(new("anna", "anna", []), "link", anna), bench.Question.Ticket, default))).Status);
        Assert.Equal(403, (await bench.Submit(bo, "approve", "")).Status);
        Assert.Empty(await bench.Entries());
    }
}
