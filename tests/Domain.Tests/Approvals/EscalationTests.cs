using Landfall.Contracts;
using Landfall.Domain.Approvals;

namespace Landfall.Domain.Tests.Approvals;

public sealed class EscalationTests
{
    private static readonly ApprovalQuestion Question = Questions.Ask();

    [Fact]
    public void Those_above_are_asked_once_and_everybody_has_the_same_time_again()
    {
        var ruling = Closing.Escalate(Question, [], ["dora", "ana"], Questions.Noon.AddDays(3));
        var again = Closing.Escalate(Question, [ruling.Entry!], ["eve"], Questions.Noon.AddDays(4));

        Assert.Equal((1, ApprovalEntryKind.Escalate), (ruling.Entry!.Sequence, ruling.Entry.Kind));
        Assert.Equal(ruling.Entry, again.Entry);
        var standing = ApprovalFold.Standing(Question, [ruling.Entry]).Ticket;
        Assert.Equal(["ana", "bo", "cem", "dora"], standing.Asked);
        Assert.Equal(Questions.Noon.AddDays(6), standing.ExpiresAt);
    }

    [Fact]
    public void Who_was_asked_by_the_escalation_may_decide_after_the_first_time_is_over()
    {
        var log = new[] { Closing.Escalate(Question, [], ["dora"], Questions.Noon.AddDays(3)).Entry! };
        var late = Questions.Noon.AddDays(4);

        Assert.Equal(RefusedBecause.Expired, Decide(Question, log, late).Refused);
        Assert.Equal(RefusedBecause.None, Decide(ApprovalFold.Standing(Question, log), log, late).Refused);
    }

    [Fact]
    public void A_question_that_is_over_asks_nobody_above()
    {
        var ruling = Closing.Escalate(Question, Questions.LogOf(ApprovalState.Rejected), ["dora"], Questions.Noon);

        Assert.Equal((RefusedBecause.AlreadyOver, null), (ruling.Refused, ruling.Entry));
    }

    private static DecisionRuling Decide(ApprovalQuestion question, IReadOnlyList<ApprovalEntry> log, DateTimeOffset now) =>
        DecisionRules.On(question, log, ApprovalEntryKind.Approve, "dora", null, "link", "k", now, []);
}
