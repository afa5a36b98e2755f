using Landfall.Contracts;
using Landfall.Fakes;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Approve;

/// <summary>The answer of an outside check, from somebody who is not to be trusted.</summary>
public sealed class PostCheckResultTests
{
    private const string Good = """{"conclusion":"success","summary":"12 of 12 groups","url":"https://ci.example.com/7"}""";
    private const string Bad = """{"conclusion":"failure","summary":"3 of 12 groups","url":"https://ci.example.com/7"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_stored_and_the_run_is_woken_to_read_it(bool inHeader)
    {
        var (bench, hub) = (await CheckBench.Make(), new FakeDurableTaskClient());
        hub.Add(Orchestrators.ModelDelivery, bench.Run.Id);

        var answer = await bench.Post(Good, await bench.Token(), hub, inHeader: inHeader);

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            new CheckAnswer(bench.Id, CheckConclusion.Success, "12 of 12 groups", "https://ci.example.com/7", bench.Time.GetUtcNow()),
            await bench.Stored());
        Assert.Equal((bench.Run.Id, Signals.Checked), (Assert.Single(hub.Raised).Instance, hub.Raised[0].Event));
    }

    [Fact]
    public async Task It_stands_though_the_hub_is_away()
    {
        var bench = await CheckBench.Make();

        Assert.Equal(200, (await bench.Post(Good, await bench.Token())).Status);
        Assert.Equal(CheckConclusion.Success, (await bench.Stored())!.Conclusion);
    }

    [Fact]
    public async Task The_first_counts_the_same_again_changes_nothing_and_another_is_refused()
    {
        var bench = await CheckBench.Make();
        var token = await bench.Token();
        var first = await bench.Post(Good, token);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var again = await bench.Post(Good, token);
        var other = await bench.Post(Bad, token);

        Assert.Equal((first.Status, first.Body), (again.Status, again.Body));
        Assert.Equal(409, other.Status);
        Assert.Contains("12 of 12 groups. Nothing was changed.", other.Body, StringComparison.Ordinal);
        Assert.Equal(CheckConclusion.Success, (await bench.Stored())!.Conclusion);
    }

    [Fact]
    public async Task What_was_closed_is_not_answered_any_more_and_what_was_answered_is_not_closed()
    {
        var (closed, answered) = (await CheckBench.Make(), await CheckBench.Make());
        var token = await closed.Token();
        await closed.Close("no answer within 2h");
        await answered.Post(Bad, await answered.Token());

        Assert.Equal(409, (await closed.Post(Good, token)).Status);
        Assert.Equal(CheckConclusion.Unknown, (await closed.Stored())!.Conclusion);
        Assert.Equal(CheckConclusion.Failure, (await answered.Close("no answer within 2h")).Conclusion);
    }

    [Fact]
    public async Task A_seal_that_is_forged_or_was_made_for_anything_else_answers_nothing()
    {
        var (bench, other) = (await CheckBench.Make(), await CheckBench.Make());
        var good = await bench.Token();
        var approvals = await new LinkTokens(LinkKeyRing.Parse("approvals", LinkKeyRing.NewKey()), bench.Time)
            .Issue(bench.Id, CheckBench.Name, CheckBench.Version.StatementDigest, bench.Time.GetUtcNow().AddHours(1));
        foreach (var token in new[]
                 {
                     null, "", "lf1", good + "A", good[..^1] + (good[^1] == 'A' ? 'B' : 'A'), await other.Token(), approvals,
                     await bench.Seal(id: "flights-0123456789ab-check-licence"), await bench.Seal(check: "licence"),
                     await bench.Seal(scope: "sha256:another-version"),
                 })
        {
            Assert.Equal(403, (await bench.Post(Good, token)).Status);
        }

        Assert.Null(await bench.Stored());
    }

    /// <summary>Sealed by us for a check that nobody asked for, or under a name that would climb out of its place.</summary>
    [Theory]
    [InlineData("flights-0123456789ab-check-licence")]
    [InlineData("../landfall-registry")]
    public async Task A_check_that_was_not_asked_for_has_no_answer(string id)
    {
        var bench = await CheckBench.Make();

        Assert.Equal(403, (await bench.Post(Good, await bench.Seal(id: id), id: id)).Status);
    }

    [Fact]
    public async Task When_its_time_is_over_it_is_gone()
    {
        var bench = await CheckBench.Make();
        var token = await bench.Token();
        bench.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(410, (await bench.Post(Good, token)).Status);
        Assert.Null(await bench.Stored());
    }

    [Theory]
    [InlineData("", "The body must be JSON")]
    [InlineData("null", "The body must be JSON")]
    [InlineData("[]", "The body must be JSON")]
    [InlineData("""{"conclusion":"success","summary":5}""", "The body must be JSON")]
    [InlineData("""{"conclusion":"maybe","summary":"so"}""", "conclusion is missing or not known")]
    [InlineData("""{"conclusion":"success"}""", "summary must have")]
    [InlineData("""{"conclusion":"success","summary":"so","url":"http://ci.example.com"}""", "url must be")]
    public async Task What_cannot_be_taken_is_refused_with_what_was_expected_and_leaves_nothing(string body, string said)
    {
        var bench = await CheckBench.Make();

        var answer = await bench.Post(body, await bench.Token());

        Assert.Equal(400, answer.Status);
        Assert.Contains(said, answer.Body, StringComparison.Ordinal);
        Assert.Null(await bench.Stored());
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_not_read_to_its_end()
    {
        var bench = await CheckBench.Make();
        var padding = new string(' ', (16 * 1024) - Good.Length);
        var token = await bench.Token();

        Assert.Equal(413, (await bench.Post($"{Good}{padding} ", token)).Status);
        Assert.Null(await bench.Stored());
        Assert.Equal(200, (await bench.Post($"{Good}{padding}", token)).Status);
    }
}
