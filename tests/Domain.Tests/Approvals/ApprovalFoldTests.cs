using Landfall.Contracts;
using Landfall.Domain.Approvals;

namespace Landfall.Domain.Tests.Approvals;

public sealed class ApprovalFoldTests
{
    private static readonly ApprovalQuestion Question = Questions.Ask();

    /// <summary>What another person's entry makes of a question that has one of its two approvals.</summary>
    private static readonly Dictionary<ApprovalEntryKind, ApprovalState> AfterPending = new()
    {
        [ApprovalEntryKind.Approve] = ApprovalState.Approved,
        [ApprovalEntryKind.Reject] = ApprovalState.Rejected,
        [ApprovalEntryKind.Withdraw] = ApprovalState.Pending,
        [ApprovalEntryKind.Expire] = ApprovalState.Expired,
        [ApprovalEntryKind.Supersede] = ApprovalState.Superseded,
        [ApprovalEntryKind.Void] = ApprovalState.Void,
        [ApprovalEntryKind.Escalate] = ApprovalState.Pending,
        [ApprovalEntryKind.Lower] = ApprovalState.Approved,
    };

    public static TheoryData<ApprovalState, ApprovalEntryKind> Pairs => Questions.Pairs();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_entry_moves_a_question_that_is_open_and_no_other(ApprovalState state, ApprovalEntryKind kind)
    {
        var log = Questions.LogOf(state);
        var before = ApprovalFold.Of(Question, log);
        Assert.Equal(state, before.State);

        var after = ApprovalFold.Of(Question, [.. log, Questions.Entry(log.Count + 1, kind, "cem")]);

        Assert.Equal(state == ApprovalState.Pending ? AfterPending[kind] : state, after.State);
        Assert.Equal(log.Count + 1, after.Entries);
        if (state != ApprovalState.Pending)
            Assert.Equal(before with { Entries = after.Entries, Approvals = after.Approvals }, after);
    }

    [Fact]
    public void One_person_is_one_approval_however_often_and_however_written()
    {
        var view = ApprovalFold.Of(Question,
        [
            Questions.Entry(1, ApprovalEntryKind.Approve), Questions.Entry(2, ApprovalEntryKind.Approve, "ANA"),
        ]);

        Assert.Equal((ApprovalState.Pending, 1), (view.State, view.Approvals.Count));
        Assert.Equal("waiting for 1 of ml-leads", view.Explanation);
    }

    [Fact]
    public void A_withdrawal_takes_back_ones_own_approval_and_nobody_elses()
    {
        ApprovalEntry[] log =
        [
            Questions.Entry(1, ApprovalEntryKind.Approve), Questions.Entry(2, ApprovalEntryKind.Withdraw, "bo"),
        ];
        Assert.Equal(["ana"], ApprovalFold.Of(Question, log).Approvals);

        Assert.Empty(ApprovalFold.Of(Question, [.. log, Questions.Entry(3, ApprovalEntryKind.Withdraw, "Ana")]).Approvals);
    }

    [Fact]
    public void The_numbers_say_the_order_and_not_the_list()
    {
        var view = ApprovalFold.Of(Question,
        [
            Questions.Entry(2, ApprovalEntryKind.Approve, "bo"), Questions.Entry(3, ApprovalEntryKind.Reject, "cem"),
            Questions.Entry(1, ApprovalEntryKind.Approve),
        ]);

        Assert.Equal((ApprovalState.Approved, "approved by ana, bo"), (view.State, view.Explanation));
    }

    [Fact]
    public void What_a_person_said_stands_with_what_they_decided() => Assert.Equal(
        "rejected by ana: recall fell",
        ApprovalFold.Of(Question, [Questions.Entry(1, ApprovalEntryKind.Reject, comment: "recall fell")]).Explanation);
}
