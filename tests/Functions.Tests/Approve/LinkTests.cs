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

        Assert.Equal(403, (await bench.Submit(bo, "approve", await bench.Links.FormToken(anna, default))).Status);
        Assert.Equal(403, (await bench.Submit(bo, "approve", "")).Status);
        Assert.Empty(await bench.Entries());
    }
}
