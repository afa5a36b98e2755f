using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>A version that the environment wants shown in another registry too.</summary>
public sealed class MirrorTests : DeliveryTests
{
    private const string Place = "Azure Machine Learning workspace ml";

    private RecordFact? told;

    public MirrorTests()
    {
        Answer(Steps.PlanRun, Sample.Plan with { ShowsVersions = true });
        Answer(Steps.MirrorVersion, new MirroredVersion(Place, "/subscriptions/x"));
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            Recorded.Add(fact.What);
            told = fact.What.StartsWith("mirror", StringComparison.Ordinal) ? fact : told;
            return new Appended(Recorded.Count, "hash");
        });
    }

    [Fact]
    public void A_version_is_shown_elsewhere_after_it_was_registered_and_before_people_are_asked()
    {
        MirrorRequest? asked = null;
        Answer<MirrorRequest>(Steps.MirrorVersion, request =>
        {
            asked = request;
            return new MirroredVersion(Place, "/subscriptions/x");
        });
        Go(Sample.Run);
        Keep("1.0-shown");

        Assert.Equal(Verdict.Promoted, Finished!.Verdict);
        Assert.Equal((Sample.Run.Id, Sample.Seven), (asked!.Run.Id, asked.Version));
        Assert.Equal(
            ["started", "validated", "trained", "evaluated", "registered", "mirrored", "asked", "decided", "verdict"], Recorded);
        Assert.Equal($"flights v7 is shown in the {Place}", told!.Summary);
        Assert.Equal((StepState.Done, $"v7 signed, shown in the {Place}"), (Step("registered").State, Step("registered").Detail));
    }

    [Fact]
    public void A_version_that_cannot_be_shown_is_registered_all_the_same_and_everybody_is_told_why()
    {
        Answer(Steps.MirrorVersion, new Broken("version 7 of model flights is there already"));
        Go(Sample.Run);

        Assert.Equal((Verdict.Promoted, Sample.Seven), (Finished!.Verdict, Finished.Version));
        Assert.Contains("mirror-failed", Recorded);
        Assert.Equal("flights v7 is registered and signed, and not shown elsewhere: version 7 of model flights is there already", told!.Summary);
        Assert.Equal((StepState.Done, "v7 signed; not shown elsewhere: version 7 of model flights is there already"), (Step("registered").State, Step("registered").Detail));
    }

    [Fact]
    public void Nothing_is_asked_of_another_registry_where_none_is_named()
    {
        Answer(Steps.PlanRun, Sample.Plan);
        Go(Sample.Run);

        Assert.DoesNotContain(Steps.MirrorVersion, Called);
    }
}
