using Landfall.Contracts;
using Landfall.Domain.Approvals;
using Landfall.Domain.Notifications;

namespace Landfall.Domain.Tests.Approvals;

public sealed class ApprovalNeedsTests
{
    private static readonly ApprovalPlan Plan = new(ApprovalWhen.Never, 2, ["ml-leads"], null, TimeSpan.FromDays(1));
    private static readonly RiskAssessment Low = new(RiskLevel.Low, []);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_an_outside_check_left_open_asks_people_even_where_the_pipeline_asks_nobody(bool hasRules)
    {
        var plan = Plan with { Rules = hasRules ? new(new(0, 0, 0), new([], [], [])) : null };
        var (nobody, open) = (
            ApprovalNeeds.Of(plan, EvaluationOutcome.Pass, hasRules ? Low : null),
            ApprovalNeeds.Of(plan, EvaluationOutcome.Pass, hasRules ? Low : null, "the required check 'bias' gave no answer"));

        Assert.False(nobody.Asks);
        Assert.Equal((true, 2), (open.Asks, open.Plan.Quorum));
        Assert.Equal(hasRules, open.Explanation.Contains("the required check 'bias' gave no answer", StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_says_what_came_of_outside_checks_and_nothing_that_was_written_outside()
    {
        var question = Questions.Ask();
        var asked = question with
        {
            Request = question.Request with
            {
                Checks = [new("bias", true, CheckConclusion.Failure, "[open](https://evil.example)", "https://evil.example"), new("speed", false, null, "waits")],
            },
        };

        var text = ApprovalMessages.Of(asked, 0, false, "ana", "ana@example.com", new("https://landfall.example.com")).Text;

        Assert.Contains("\nOutside check bias failed.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
        Assert.DoesNotContain("speed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Outside", ApprovalMessages.Of(question, 0, false, "ana", "ana@example.com", new("https://landfall.example.com")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_to_other_checks_is_an_answer_to_another_question()
    {
        var request = Questions.Ask().Request;
        var passed = request with { Checks = [new("bias", true, CheckConclusion.Success, "fine")] };

        Assert.NotEqual(ApprovalEvidence.Digest(request), ApprovalEvidence.Digest(passed));
        Assert.NotEqual(
            ApprovalEvidence.Digest(passed),
            ApprovalEvidence.Digest(request with { Checks = [new("bias", true, CheckConclusion.Unknown, "no answer within 2h")] }));
    }
}
