using System.Text;
using Landfall.Functions.Approve.Triggers;

namespace Landfall.Functions.Tests.Approve;

public sealed class PostDecisionTests
{
    private readonly ApprovalBench bench = new(quorum: 2);

    [Fact]
    public async Task The_same_key_again_changes_nothing_and_answers_the_same()
    {
        const string Body = """{"by":"anna","decision":"approve","comment":"fine","key":"k1"}""";
        var first = await Post(Body);
        var second = await Post(Body);

        Assert.Equal(200, first.Status);
        Assert.Contains("\"state\":\"Pending\"", first.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((first.Status, first.Body), (second.Status, second.Body));
        var entry = Assert.Single(await bench.Entries());
        Assert.Equal(("anna", "api", "fine"), (entry.By, entry.Channel, entry.Comment));
    }

    [Fact]
    public async Task The_same_key_of_another_person_is_another_decision()
    {
        await Post("""{"by":"anna","decision":"approve","key":"k1"}""");
        var answer = await Post("""{"person":"bo","decision":"approve","key":"k1"}""");

        Assert.Contains("\"state\":\"Approved\"", answer.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["anna", "bo"], (await bench.Entries()).Select(entry => entry.By));
    }

    [Fact]
    public async Task After_the_verdict_a_decision_is_refused_with_the_reason()
    {
        await Post("""{"by":"anna","decision":"reject","comment":"recall fell"}""");
        var late = await Post("""{"by":"bo","decision":"approve"}""");

        Assert.Equal(409, late.Status);
        Assert.Contains("AlreadyOver", late.Body, StringComparison.Ordinal);
        Assert.Contains("rejected by anna: recall fell", late.Body, StringComparison.Ordinal);
        Assert.Single(await bench.Entries());
    }

    [Fact]
    public async Task A_link_decides_who_it_is_whatever_the_body_says()
    {
        var answer = await Post("""{"by":"bo","decision":"approve"}""", bench.Token("anna"), personal: true);

        Assert.Equal(200, answer.Status);
        var entry = Assert.Single(await bench.Entries());
        Assert.Equal(("anna", "link"), (entry.By, entry.Channel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_that_is_forged_of_another_approval_or_over_decides_nothing(bool personal)
    {
        const string Body = """{"by":"anna","decision":"approve"}""";
        var (good, ticket) = (bench.Token("anna"), bench.Question.Ticket);
        foreach (var bad in new[]
                 {
                     good + "A", good[..^1] + (good[^1] == 'A' ? 'B' : 'A'), new ApprovalBench().Token("anna"),
                     bench.Issue("another-approval", "anna", ticket.EvidenceDigest),
                     bench.Issue(ApprovalBench.Id, "mallory", ticket.EvidenceDigest),
                 })
        {
            Assert.Equal(403, (await Post(Body, bad, personal)).Status);
        }

        bench.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(410, (await Post(Body, good, personal)).Status);
        Assert.Empty(await bench.Entries());
    }

    [Fact]
    public async Task Without_a_link_the_personal_route_decides_nothing() =>
        Assert.Equal(403, (await Post("""{"by":"anna","decision":"approve"}""", personal: true)).Status);

    [Theory]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"by":"anna"}""", 400)]
    [InlineData("""{"by":"anna","decision":"expire"}""", 400)]
    [InlineData("""{"decision":"approve"}""", 400)]
    [InlineData("""{"by":"  ","decision":"approve"}""", 400)]
    [InlineData("""{"by":"mallory","decision":"approve"}""", 409)]
    [InlineData("""{"by":"anna","decision":"withdraw"}""", 409)]
    public async Task What_cannot_be_taken_is_refused_and_leaves_no_entry(string body, int status)
    {
        Assert.Equal(status, (await Post(body)).Status);
        Assert.Empty(await bench.Entries());
    }

    [Fact]
    public async Task A_comment_or_key_that_is_too_long_is_refused()
    {
        var (comment, key) = (new string('a', 2001), new string('a', 101));

        Assert.Equal(400, (await Post($$"""{"by":"anna","decision":"approve","comment":"{{comment}}"}""")).Status);
        Assert.Equal(400, (await Post($$"""{"by":"anna","decision":"approve","key":"{{key}}"}""")).Status);
        Assert.Equal(200, (await Post($$"""{"by":"anna","decision":"approve","comment":"{{comment[1..]}}"}""")).Status);
    }

    [Theory]
    [InlineData("unknown-approval")]
    [InlineData("../landfall-registry")]
    public async Task An_approval_nobody_asked_is_not_found(string id) =>
        Assert.Equal(404, (await Post("""{"by":"anna","decision":"approve"}""", id: id)).Status);

    private Task<Answer> Post(string body, string? token = null, bool personal = false, string id = ApprovalBench.Id) => Answer.Of(
        request =>
        {
            var function = new PostDecision(bench.Log, bench.Guests, bench.Decider(), new());
            return personal
                ? function.RunPersonal(request, id, new UnreachableHub(bench.Time), default)
                : function.Run(request, id, new UnreachableHub(bench.Time), default);
        },
        request =>
        {
            request.ContentType = "application/json";
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            if (token is not null)
                request.Headers.Authorization = $"Bearer {token}";
        });
}
