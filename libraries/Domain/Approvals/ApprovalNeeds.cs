namespace Landfall.Domain.Approvals;

/// <param name="Asks">Whether people are asked at all.</param>
/// <param name="Plan">Whom, and how many have to agree.</param>
/// <param name="Explanation">Which rule led to it.</param>
public sealed record ApprovalNeed(bool Asks, ApprovalPlan Plan, string Explanation);

/// <summary>Whom must a change be shown? The pipeline says when and whom; the policy sets a floor by the risk.</summary>
public static class ApprovalNeeds
{
    /// <param name="risk">Null in runs that were planned before the policy was asked: the pipeline alone decides then.</param>
    /// <param name="unknown">What outside checks left to a person; null where they left nothing.</param>
    public static ApprovalNeed Of(ApprovalPlan plan, EvaluationOutcome outcome, RiskAssessment? risk, string? unknown = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var asked = plan.When == ApprovalWhen.Always || outcome == EvaluationOutcome.Ask || unknown is not null;
        if (plan.Rules is not { } rules || risk is null)
            return new(asked, plan, $"not asked: the pipeline wants approval {plan.When}");

        var (floor, groups) = (rules.Quorum.Of(risk.Level), rules.Groups.Of(risk.Level));
        var level = risk.Level.ToString().ToLowerInvariant();
        if (!asked && floor == 0)
            return new(false, plan, $"not asked: the pipeline wants approval {plan.When}, and the policy none at {level} risk");

        var quorum = Math.Max(floor, asked ? plan.Quorum : 1);
        var open = outcome == EvaluationOutcome.Ask && plan.When != ApprovalWhen.Always
            ? ", its evaluation leaves a question to a person" : "";
        if (unknown is not null && plan.When != ApprovalWhen.Always)
            open += $", {unknown}";
        return new(
            true,
            plan with { Quorum = quorum, By = groups.Count > 0 ? groups : plan.By },
            $"{quorum} asked: the pipeline wants approval {plan.When}{open}, the policy at least {floor} at {level} risk");
    }

    /// <summary>Before a step that says so, people are asked whatever <c>when</c> says; the policy's floor holds here too.</summary>
    public static ApprovalPlan ForSteps(ApprovalPlan plan, RiskAssessment? risk)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Rules is not { } rules || risk is null)
            return plan;

        var groups = rules.Groups.Of(risk.Level);
        return plan with
        {
            Quorum = Math.Max(rules.Quorum.Of(risk.Level), plan.Quorum),
            By = groups.Count > 0 ? groups : plan.By,
        };
    }
}
