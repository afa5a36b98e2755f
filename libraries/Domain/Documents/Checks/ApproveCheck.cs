using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>A question to people can be answered, and ends.</summary>
internal static class ApproveCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var approve = pipeline.Spec.Approve;
        if (approve.RemindAfter >= approve.ExpiresAfter)
        {
            yield return new("spec.approve.remindAfter",
                $"The reminder after {DurationText.Format(approve.RemindAfter)} comes when the question has expired.",
                $"less than {DurationText.Format(approve.ExpiresAfter)}, the value of expiresAfter");
        }

        if (approve.OnExpiry == ExpiryAction.Escalate && approve.EscalateTo.Count == 0)
            yield return new("spec.approve.onExpiry", "There is nobody to escalate to.", "escalateTo: [ group ]");
        if (approve.By.Intersect(approve.NotBy).Any())
            yield return new("spec.approve.notBy", "A group both may and may not decide.", "each group in one list");
        if (pipeline.Spec.Validate.Quarantine.OnExpiry == ExpiryAction.Escalate)
        {
            yield return new("spec.validate.quarantine.onExpiry", "A quarantine cannot escalate.", "reject",
                "Its channel is reminded anyway; only approvals have an escalation group.");
        }
    }
}
