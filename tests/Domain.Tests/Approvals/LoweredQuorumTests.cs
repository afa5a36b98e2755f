using Landfall.Contracts;
using Landfall.Domain.Approvals;
using Landfall.Domain.Overrides;
using Landfall.Domain.Tests.Overrides;

namespace Landfall.Domain.Tests.Approvals;

/// <summary>A question that needs two, in a run that two people let pass the number of approvals.</summary>
public sealed class LoweredQuorumTests
{
    private static readonly ApprovalQuestion Question = Questions.Ask(quorum: 2);
    private static readonly DateTimeOffset Now = Spoken.Noon.AddMinutes(30);

    private static OverrideView Live { get; } = View(OverridableRule.Approvals);

    [Fact]
    public void One_yes_is_enough_and_the_question_says_why()
    {
        var log = Questions.LogOf(ApprovalState.Pending);
        var entry = Closing.Lower(Question, log, Live, Now).Entry!;

        var view = ApprovalFold.Of(Question, [.. log, entry]);

        Assert.Equal((2, ApprovalEntryKind.Lower, "landfall-override-1"), (entry.Sequence, entry.Kind, entry.Key));
        Assert.Equal(ApprovalState.Approved, view.State);
        Assert.Equal(
            "approved by ana, 1 of 2: one is enough, overridden by ana and bo until 2026-12-24 14:00:00Z: production is on fire",
            view.Explanation);
    }

    [Fact]
    public void Without_any_yes_it_stays_open_whatever_is_overridden()
    {
        ApprovalEntry[] takenBack = [Questions.Entry(1, ApprovalEntryKind.Approve), Questions.Entry(2, ApprovalEntryKind.Withdraw)];

        Assert.Null(Closing.Lower(Question, [], Live, Now).Entry);
        Assert.Null(Closing.Lower(Question, takenBack, Live, Now).Entry);
        Assert.Equal(
            ApprovalState.Pending, ApprovalFold.Of(Question, [Questions.Entry(1, ApprovalEntryKind.Lower, "landfall")]).State);
    }

    [Theory]
    [InlineData(ApprovalState.Approved)]
    [InlineData(ApprovalState.Rejected)]
    [InlineData(ApprovalState.Expired)]
    [InlineData(ApprovalState.Superseded)]
    [InlineData(ApprovalState.Void)]
    public void What_is_over_stays_as_it_ended(ApprovalState state) =>
        Assert.Null(Closing.Lower(Question, Questions.LogOf(state), Live, Now).Entry);

    [Fact]
    public void An_override_of_other_rules_or_one_that_is_over_lowers_nothing()
    {
        var log = Questions.LogOf(ApprovalState.Pending);

        Assert.Null(Closing.Lower(Question, log, View(OverridableRule.Freeze), Now).Entry);
        Assert.Null(Closing.Lower(Question, log, View(OverridableRule.Approvals, minutes: 120), Now).Entry);
    }

    private static OverrideView View(OverridableRule rule, int minutes = 30)
    {
        var ask = OverrideRules.Ask(Spoken.Run, [], Spoken.Wish with { Rules = [rule] }, "ana", Spoken.At(0)).Entry!;
        return OverrideBook.Of(Spoken.Run, [ask, Spoken.Confirm()], Spoken.At(minutes));
    }
}
