using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class RollbackSettlementTests : OrchestratorTests
{
    private static readonly SettledRollback Request = new(
        new("serve", "flights"),
        new(Sample.Seven, Sample.Six, Sample.Run.Id, "ada", "it is wrong", Sample.Start, new(4, 0)), Sample.Run);

    private readonly List<RecordFact> facts = [];

    public RollbackSettlementTests()
        : base(typeof(RollbackSettlement), Orchestrators.SettlementId(Request.Route, Request.Rollback.Fence))
    {
        foreach (var step in new[] { Steps.SealVersion, Steps.MoveAlias, Steps.RetireVersion, Steps.ClearRollback })
            Answer(step, null);
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            facts.Add(fact);
            return new Appended(1, "hash");
        });
        Answer(Steps.CommitDesiredState, new Committed("abc", "committed"));
    }

    [Fact]
    public void The_version_is_sealed_before_the_rest_follows_and_the_note_goes_last()
    {
        Go(Request);
        GoToTheEnd();
        Keep();

        Assert.Equal(
            [
                Steps.SealVersion, Steps.MoveAlias, Steps.AppendRecord, Steps.CommitDesiredState, Steps.RetireVersion,
                Steps.ClearRollback,
            ],
            Called);
        var fact = Assert.Single(facts);
        Assert.Equal(("rollback-4.0", "ada"), (fact.Key, fact.By));
        Assert.Contains("rolled back by ada: it is wrong", fact.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Steps.MoveAlias)]
    [InlineData(Steps.CommitDesiredState)]
    [InlineData(Steps.RetireVersion)]
    public void What_cannot_follow_is_said_and_does_not_keep_the_rest_from_it(string broken)
    {
        Answer(broken, new Broken("it is elsewhere"));
        Go(Request);
        GoToTheEnd();

        Assert.Equal(Steps.ClearRollback, Called[^1]);
        Assert.Contains("it is elsewhere", Play.Output<string>(), StringComparison.Ordinal);
    }
}
