using Landfall.Domain.Rollout;
using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>A version that is registered already and asked for again, as by a revert in Git.</summary>
public sealed class VersionRoadTests : DeliveryTests
{
    private static readonly Run Run = Sample.Run with
    {
        Trigger = new("git", "0123456789abcdef"),
        Wanted = new(Sample.Six, "Ana <ana@example.com>", "Revert \"Promote flights v7\""),
    };

    private readonly List<DesiredState> written = [];

    public VersionRoadTests()
    {
        Answer(Steps.FindChampion, new Champion(Sample.Seven));
        Answer(Steps.FindVersion, new FoundVersion(Sample.Six, null, Sample.Good));
        Answer<DesiredState>(Steps.CommitDesiredState, state =>
        {
            written.Add(state);
            return new Committed("abc", "committed abc");
        });
    }

    [Fact]
    public void It_is_brought_out_by_approval_and_rollout_alone_with_its_own_record()
    {
        RolloutState? began = null;
        Answer<RolloutState>(Orchestrators.ProgressiveRollout, state =>
        {
            began = state;
            return new RolloutVerdict(Verdict.Promoted, "no harm seen", true, false);
        });
        Go(Run);

        AssertEnded(Verdict.Promoted, "no harm seen");
        Assert.Equal((Sample.Six, Sample.Seven), (began!.Request.Candidate, began.Request.Champion));
        Assert.Equal(Sample.Rollout.Steps, began.Request.Plan.Steps);       // through shadow and canary like any other
        Assert.DoesNotContain(Orchestrators.ClusterJob, Called);
        Assert.Contains(Orchestrators.Approval, Called);
        Assert.Equal(["started", "wanted", "asked", "decided", "verdict"], Recorded);
        Assert.Equal((Sample.Six, Verdict.Promoted), (Assert.Single(written).Version, written[0].Verdict));
    }

    [Fact]
    public void A_version_that_may_not_serve_is_refused_and_Git_says_again_what_does()
    {
        Answer(Steps.FindVersion, new FoundVersion(null, "flights v6 is sealed: more errors", null));
        Go(Run);

        AssertEnded(Verdict.Rejected, "flights v6 is sealed: more errors");
        Assert.DoesNotContain(Orchestrators.Approval, Called);
        Assert.Equal(Sample.Seven, Assert.Single(written).Version);
    }

    [Theory]
    [InlineData(ApprovalState.Rejected)]
    [InlineData(ApprovalState.Expired)]
    public void Without_approval_it_stays_where_it_is_and_Git_is_made_true_again(ApprovalState state)
    {
        Answer(Orchestrators.Approval, Sample.View(state, "ada said no"));
        Go(Run);

        AssertEnded(Verdict.Rejected, "ada said no");
        Assert.DoesNotContain(Orchestrators.ProgressiveRollout, Called);
        Assert.Equal(Sample.Seven, Assert.Single(written).Version);
    }
}
