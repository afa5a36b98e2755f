using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Policies;
using Landfall.Domain.Training;

namespace Landfall.Domain.Runs;

/// <summary>From what a pipeline says to what its orchestrations need to know. Pure.</summary>
public static class RunPlanner
{
    private static readonly TimeSpan PollFrom = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PollTo = TimeSpan.FromSeconds(30);

    /// <param name="policy">Null where only the pipeline's part is wanted.</param>
    /// <param name="environment">Null where only the pipeline's part is wanted.</param>
    public static RunPlan Plan(PipelineSpec spec, PolicySpec? policy = null, EnvironmentSpec? environment = null)
    {
        var budget = RunningTime.Of(spec.Train, environment?.Prices);
        var jobs = new JobPlan(
            spec.Train.Deadline, spec.Train.Retry.Eviction, spec.Train.Retry.OutOfMemory, PollFrom, PollTo,
            budget.Time, budget.Rule);

        return new(
            new(Enum.Parse<OnDoubt>(spec.Validate.OnFailure.ToString()), spec.Validate.Quarantine.ExpiresAfter),
            jobs,
            jobs with { OutOfMemoryRetries = 0, Budget = null, BudgetRule = null },
            Approval(spec.Approve) with { Rules = policy is null ? null : PolicyReplay.ApprovalRulesOf(policy) },
            Rollout(spec),
            policy is null ? null : PolicyRules.Refusal(PolicyRules.Of(policy, spec)),
            environment?.Registry?.AzureMachineLearning is not null,
            Checks(spec));
    }

    /// <returns>Null without any: nothing of it need travel with the plan then.</returns>
    private static IReadOnlyList<CheckPlan>? Checks(PipelineSpec spec) => spec.OutsideChecks.Count == 0
        ? null
        : [.. spec.OutsideChecks.Select(check => new CheckPlan(
            check.Name, check.Required, check.OnTimeout == CheckSilence.Ask, check.Timeout))];

    private static ApprovalPlan Approval(ApproveSpec approve) => new(
        approve.When switch
        {
            ApproveWhen.Always => ApprovalWhen.Always,
            ApproveWhen.Risk => ApprovalWhen.Risky,
            _ => ApprovalWhen.Never,
        },
        approve.Quorum, approve.By, approve.RemindAfter, approve.ExpiresAfter,
        EscalateTo: approve.OnExpiry == ExpiryAction.Escalate && approve.EscalateTo.Count > 0 ? approve.EscalateTo : null);

    private static RolloutPlan Rollout(PipelineSpec spec)
    {
        var rollout = spec.Rollout;
        if (rollout.MovesAlias)
            return Alias(spec);

        return new(
            spec.Serve.Route ?? throw new ArgumentException("A pipeline that moves traffic names its route.", nameof(spec)),
            [.. rollout.Steps.Select(Step)],
            [.. rollout.Judge.Select(judge => Missing(Judge(judge), judge, rollout.OnMissing))],
            rollout.Alpha.Harm, rollout.Alpha.Safety,
            SlowMs(rollout.Judge),
            rollout.LookEvery, rollout.LookAtMost,
            rollout.OnInconclusive.Extend, Stuck(rollout.OnInconclusive.Then),
            rollout.OnMissing.Hold, Stuck(rollout.OnMissing.Then),
            spec.Serve.ReadyWithin, spec.Approve.ExpiresAfter, RaiseHours.Text(rollout.During),
            FallbackAfter: rollout.Fallback?.After);
    }

    /// <summary>What a preset says of steps and judges is about traffic, of which there is none.</summary>
    private static RolloutPlan Alias(PipelineSpec spec) => new(
        "", [], [], spec.Rollout.Alpha.Harm, spec.Rollout.Alpha.Safety, SlowMs([]), spec.Rollout.LookEvery, spec.Rollout.LookAtMost,
        0, WhenStuck.Ask, TimeSpan.Zero, WhenStuck.Ask, spec.Serve.ReadyWithin, spec.Approve.ExpiresAfter,
        RaiseHours.Text(spec.Rollout.During), AliasOnly: true);

    private static RolloutStep Step(StepSpec step) =>
        new(
            step.LiveWeight, step.Duration, step.MinSamples, step.Require == StepProof.Safety,
            step.Approve == true ? true : null, step.Within, step.MaxExtend, step.Mirror);

    private static JudgePlan Judge(JudgeSpec judge)
    {
        if (judge.Pairs is not null)
            return new(judge.Name, JudgeKind.Pairs, "pairs", 0, judge.Limit, judge.Max ?? 1);

        if (judge.Threshold is { } threshold)
        {
            return new(
                judge.Name, JudgeKind.Threshold, "threshold", 0, judge.Limit, threshold.Max, threshold.Promql,
                threshold.Consecutive, threshold.Kql);
        }

        var measure = Limit(judge) is null ? "failed" : "slow";
        return new(judge.Name, JudgeKind.Proportion, measure, judge.Margin ?? 0, judge.Limit, 0);
    }

    private static JudgePlan Missing(JudgePlan plan, JudgeSpec judge, MissingSpec otherwise) => judge.OnMissing is { } then
        ? plan with { OnMissing = Enum.Parse<WhenMissing>(then.ToString()), MissingFor = judge.MissingFor ?? otherwise.Hold }
        : plan;

    /// <summary>One limit per rollout: the agents count against it while requests pass. 250 ms when no judge names one.</summary>
    private static int SlowMs(IReadOnlyList<JudgeSpec> judges) =>
        judges.Select(Limit).FirstOrDefault(limit => limit is not null) is { } limit ? (int)limit.TotalMilliseconds : 250;

    private static TimeSpan? Limit(JudgeSpec judge) =>
        judge.Proportion is { } text && ProportionRule.TryParse(text, out var rule) ? rule.SlowerThan : null;

    private static WhenStuck Stuck(RolloutFallback then) =>
        then == RolloutFallback.Ask ? WhenStuck.Ask : WhenStuck.RollBack;
}
