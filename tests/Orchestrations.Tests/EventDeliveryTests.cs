using Landfall.Contracts.Documents;
using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class EventDeliveryTests : OrchestratorTests
{
    private static readonly EventDue Due = new(Sample.Run.Id, VersionEventKind.RolledBack);

    public EventDeliveryTests()
        : base(typeof(EventDelivery), Orchestrators.EventId(Sample.Run.Id, VersionEventKind.RolledBack)) =>
        Answer(Steps.PlanEvent, new EventPlan(["desk", "ledger"], "flights-3f9a1c2b4d5e.rolledBack, 2 to be told"));

    [Fact]
    public void Each_target_is_told_once_however_long_another_is_away()
    {
        var (sent, away) = (new List<string>(), 3);
        Answer<SendEventRequest>(Steps.SendEvent, request =>
        {
            Assert.Equal(Due, request.Due);
            if (request.Target == "ledger" && away-- > 0)
                return new IOException("ledger answered 503");
            sent.Add(request.Target);
            return null;
        });
        Go(Due);
        Assert.Equal(["desk"], sent);
        GoToTheEnd();
        Keep();

        Assert.Equal(["desk", "ledger"], sent);
        Assert.Equal("flights-3f9a1c2b4d5e.rolledBack, 2 to be told; desk was told; ledger was told", Play.Output<string>());
    }

    [Fact]
    public void Whom_it_never_reaches_stands_in_the_record_and_the_others_are_told()
    {
        var recorded = new List<RecordFact>();
        Answer<SendEventRequest>(Steps.SendEvent, request =>
            request.Target == "desk" ? new Broken("desk answers that it wants no more events") : null);
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            recorded.Add(fact);
            return new Appended(9, "hash");
        });
        Go(Due);
        GoToTheEnd();
        Keep("1.0-undeliverable");

        var fact = Assert.Single(recorded);
        Assert.Equal(("event-RolledBack-desk", "event"), (fact.Key, fact.What));
        Assert.Contains("desk was not told that the version is rolled back", fact.Summary, StringComparison.Ordinal);
        Assert.EndsWith("ledger was told", Play.Output<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_nobody_to_tell_it_is_over_at_once()
    {
        Answer(Steps.PlanEvent, new EventPlan([], "nothing to tell"));
        Go(Due);

        Assert.Equal("nothing to tell", Play.Output<string>());
    }
}
