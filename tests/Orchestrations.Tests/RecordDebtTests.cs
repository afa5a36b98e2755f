using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class RecordDebtTests : OrchestratorTests
{
    private readonly RecordFact fact = new(
        Sample.Run.Id, "drift-mended-flights-4.0", "drift", "reconciler", Sample.Start, "all traffic is back with flights v6");

    public RecordDebtTests()
        : base(typeof(RecordDebt), Orchestrators.DebtId(Sample.Run.Id, "drift-mended-flights-4.0"))
    {
    }

    [Fact]
    public void The_fact_is_appended_as_it_was_given_however_long_storage_is_away()
    {
        var failures = 5;
        Answer<RecordFact>(Steps.AppendRecord, given =>
        {
            Assert.Equal((fact.Key, fact.Summary), (given.Key, given.Summary));
            return failures-- > 0 ? new TimeoutException("storage is away") : new Appended(9, "hash");
        });
        Go(fact);
        GoToTheEnd();
        Keep();

        Assert.Equal(new Appended(9, "hash"), Play.Output<Appended>());
    }

    [Fact]
    public void A_broken_chain_is_told()
    {
        Answer(Steps.AppendRecord, new Broken("entry 4 is missing"));
        Go(fact);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, Play.Status);
        Assert.Contains("entry 4 is missing", Play.Failure!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }
}
