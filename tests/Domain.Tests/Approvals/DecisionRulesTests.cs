using Landfall.Contracts;
using Landfall.Domain.Approvals;

namespace Landfall.Domain.Tests.Approvals;

public sealed class DecisionRulesTests
{
    private static readonly ApprovalQuestion Question = Questions.Ask();

    public static TheoryData<ApprovalState, ApprovalEntryKind> Pairs => Questions.Pairs();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_decision_is_taken_while_the_question_is_open_and_refused_after(ApprovalState state, ApprovalEntryKind kind)
    {
        if (kind is not (ApprovalEntryKind.Approve or ApprovalEntryKind.Reject or ApprovalEntryKind.Withdraw))
        {
            Closes(state, kind);
            return;
        }

        var log = Questions.LogOf(state);
        var (first, second) = (Decide(log, kind, "ana"), Decide(log, kind, "cem"));

        if (state != ApprovalState.Pending)
        {
            Assert.Equal((RefusedBecause.AlreadyOver, RefusedBecause.AlreadyOver), (first.Refused, second.Refused));
            Assert.Null(first.Entry);
            Assert.Contains("Nothing was changed", second.Explanation, StringComparison.Ordinal);
            return;
        }

        // Ana has approved, cem has not.
        Assert.Equal(
            kind switch
            {
                ApprovalEntryKind.Approve => (RefusedBecause.AlreadyDecided, RefusedBecause.None),
                ApprovalEntryKind.Withdraw => (RefusedBecause.None, RefusedBecause.NothingToWithdraw),
                _ => (RefusedBecause.None, RefusedBecause.None),
            },
            (first.Refused, second.Refused));
        Assert.All(new[] { first, second }, ruling =>
            Assert.Equal(ruling.Refused == RefusedBecause.None ? 2 : null, ruling.Entry?.Sequence));
    }

    [Fact]
    public void The_same_key_again_is_the_entry_that_stands_even_after_the_end()
    {
        var log = Questions.LogOf(ApprovalState.Approved);

        var ruling = Decide(log, ApprovalEntryKind.Reject, "bo", key: "key-2");

        Assert.Equal((RefusedBecause.AlreadyDecided, log[1]), (ruling.Refused, ruling.Entry));
    }

    [Fact]
    public void At_the_last_moment_it_is_taken_and_at_its_end_it_is_not()
    {
        var end = Question.Ticket.ExpiresAt;

        Assert.Equal(RefusedBecause.None, Decide([], ApprovalEntryKind.Approve, "bo", now: end.AddTicks(-1)).Refused);
        Assert.Equal(RefusedBecause.Expired, Decide([], ApprovalEntryKind.Approve, "bo", now: end).Refused);
    }

    [Fact]
    public void Only_those_who_were_asked_decide_and_none_of_the_excluded()
    {
        Assert.Equal(RefusedBecause.NotAsked, Decide([], ApprovalEntryKind.Approve, "mallory").Refused);
        Assert.Equal(RefusedBecause.None, Decide([], ApprovalEntryKind.Approve, "BO").Refused);
        Assert.Equal(RefusedBecause.Excluded, Decide([], ApprovalEntryKind.Approve, "bo", excluded: ["Bo"]).Refused);
    }

    private static void Closes(ApprovalState state, ApprovalEntryKind kind)
    {
        var log = Questions.LogOf(state);
        var ruling = Closing.On(Question, log, kind, "because", Questions.Noon);

        Assert.Equal(state == ApprovalState.Pending ? RefusedBecause.None : RefusedBecause.AlreadyOver, ruling.Refused);
        Assert.Equal(state == ApprovalState.Pending ? log.Count + 1 : null, ruling.Entry?.Sequence);
    }

    private static DecisionRuling Decide(
        IReadOnlyList<ApprovalEntry> log, ApprovalEntryKind kind, string by, string key = "new", DateTimeOffset? now = null,
        string[]? excluded = null) =>
        DecisionRules.On(Question, log, kind, by, null, "link", key, now ?? Questions.Noon, excluded ?? []);
}
