using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Policies;
using Landfall.Domain.Runs;
using Landfall.Domain.Serving.Gateways;
using Landfall.Domain.Tests.Documents;

namespace Landfall.Domain.Tests.Runs;

public sealed class RunPlannerTests
{
    private static readonly PipelineSpec Spec =
        ((ModelPipeline)DocumentReader.Read(DocumentCases.Read("valid/full.yaml")).Document!).Spec;

    private static readonly RunPlan Plan = RunPlanner.Plan(Spec);

    [Fact]
    public void Quarantine_keeps_what_the_pipeline_says() =>
        Assert.Equal(new(OnDoubt.Quarantine, TimeSpan.FromDays(14)), Plan.Quarantine);

    [Fact]
    public void A_pipeline_that_moves_an_alias_has_no_route_no_step_and_no_judge_and_reaches_everybody_at_once()
    {
        var spec = ((ModelPipeline)DocumentReader.Read(DocumentCases.Read("valid/alias-target.yaml")).Document!).Spec;

        var plan = RunPlanner.Plan(spec).Rollout;

        Assert.Equal((true, "", "mon, tue, wed, thu 09:00 to 16:00 Europe/Berlin"), (plan.AliasOnly, plan.Route, plan.During));
        Assert.Empty(plan.Steps);
        Assert.Empty(plan.Judges);
        Assert.Null(Plan.Rollout.AliasOnly);
        Assert.False(GatewayNeeds.HasShadow(spec));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void An_alias_cannot_be_tried_in_shadow_and_has_no_first_weight(bool mandatoryShadow, int broken)
    {
        var spec = ((ModelPipeline)DocumentReader.Read(DocumentCases.Read("valid/alias-target.yaml")).Document!).Spec;
        var policy = new PolicySpec(MandatoryShadow: mandatoryShadow, MaxFirstWeight: 1);

        var rulings = PolicyRules.Of(policy, spec).Where(ruling => !ruling.Holds).ToList();

        Assert.Equal(broken, rulings.Count);
        Assert.All(rulings, ruling => Assert.Equal(("mandatoryShadow", "spec.rollout.target"), (ruling.Rule, ruling.Path)));
    }

    [Fact]
    public void Versions_are_shown_elsewhere_only_where_the_environment_names_a_place()
    {
        var environment = ((EnvironmentDocument)DocumentReader.Read(DocumentCases.Read("valid/environment.yaml")).Document!).Spec;

        Assert.False(Plan.ShowsVersions);
        Assert.False(RunPlanner.Plan(Spec, null, environment with { Registry = null }).ShowsVersions);
        Assert.True(RunPlanner.Plan(Spec, null, environment with { Registry = new(new AzureMachineLearningSpec("id")) }).ShowsVersions);
    }

    [Fact]
    public void Outside_checks_are_in_the_plan_of_a_pipeline_that_has_some()
    {
        var checks = ((ModelPipeline)DocumentReader.Read(DocumentCases.Read("valid/checks.yaml")).Document!).Spec;

        Assert.Null(Plan.Checks);
        Assert.Equal(
            [
                new("bias", true, true, TimeSpan.FromHours(2)), new("licence", true, false, TimeSpan.FromMinutes(30)),
                new("desk", false, true, TimeSpan.FromDays(3)), new("own", true, true, TimeSpan.FromMinutes(1)),
            ],
            RunPlanner.Plan(checks).Checks);
    }

    [Fact]
    public void Training_may_get_more_memory_and_evaluation_may_not()
    {
        Assert.Equal((TimeSpan.FromHours(2), 3, 1),
            (Plan.Train.Deadline, Plan.Train.EvictionRetries, Plan.Train.OutOfMemoryRetries));
        Assert.Equal(TimeSpan.FromHours(4), Plan.Train.Budget);     // 8 CPU hours of a pod that asks for 2
        Assert.Equal(Plan.Train with { OutOfMemoryRetries = 0, Budget = null, BudgetRule = null }, Plan.Evaluate);
    }

    [Theory]
    [InlineData(ApproveWhen.Always, ApprovalWhen.Always)]
    [InlineData(ApproveWhen.Risk, ApprovalWhen.Risky)]
    [InlineData(ApproveWhen.Never, ApprovalWhen.Never)]
    public void Approval_is_asked_when_the_pipeline_says(ApproveWhen wanted, ApprovalWhen planned)
    {
        var plan = RunPlanner.Plan(Spec with { Approve = Spec.Approve with { When = wanted } }).Approval;

        Assert.Equal(planned, plan.When);
        Assert.Equal((1, TimeSpan.FromHours(4), TimeSpan.FromDays(3)), (plan.Quorum, plan.RemindAfter, plan.ExpiresAfter));
        Assert.Equal(["ml-leads"], plan.By);
    }

    [Fact]
    public void Steps_become_weights_and_times()
    {
        Assert.Equal(
            [
                new(0, TimeSpan.FromMinutes(30), 2000), new(1, TimeSpan.FromMinutes(10), 100),
                new(10, TimeSpan.FromMinutes(20), 1000), new(50, TimeSpan.FromMinutes(30), 0, RequireSafety: true),
                new(100, TimeSpan.FromHours(1), 0),
            ],
            Plan.Rollout.Steps);
        Assert.Equal(["shadow", "1 %", "10 %", "50 %", "all"], Plan.Rollout.Steps.Select(step => step.Name));
    }

    [Fact]
    public void A_judge_says_itself_what_happens_without_data_or_the_rollout_does()
    {
        var spec = ((ModelPipeline)DocumentReader.Read(DocumentCases.Read("valid/missing.yaml")).Document!).Spec;

        Assert.Equal(
            [
                (WhenMissing.Probe, TimeSpan.FromMinutes(2)), (WhenMissing.Hold, spec.Rollout.OnMissing.Hold),
                (WhenMissing.Extend, TimeSpan.FromMinutes(10)), (WhenMissing.Ask, TimeSpan.FromMinutes(5)),
                (WhenMissing.Fail, TimeSpan.FromMinutes(10)),
            ],
            RunPlanner.Plan(spec).Rollout.Judges.Select(judge => (judge.OnMissing!.Value, judge.MissingFor!.Value)));
        Assert.All(Plan.Rollout.Judges, judge => Assert.Equal((null, null), (judge.OnMissing, judge.MissingFor)));
    }

    [Fact]
    public void A_step_that_asks_people_says_so_in_the_plan()
    {
        var steps = Spec.Rollout.Steps.Select(step => step.Weight == 50 ? step with { Approve = true } : step with { Approve = false });

        var plan = RunPlanner.Plan(Spec with { Rollout = Spec.Rollout with { Steps = [.. steps] } }).Rollout;

        Assert.Equal([null, null, null, true, null], plan.Steps.Select(step => step.Approve));
    }

    [Fact]
    public void The_ends_of_a_step_are_in_the_plan()
    {
        var (within, most) = (TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        var steps = Spec.Rollout.Steps.Select(step => step with { Within = within, MaxExtend = most });

        var plan = RunPlanner.Plan(Spec with { Rollout = Spec.Rollout with { Steps = [.. steps] } }).Rollout;

        Assert.All(plan.Steps, step => Assert.Equal((within, most), (step.Within, step.MaxExtend)));
    }

    [Fact]
    public void Judges_keep_their_kind_and_their_numbers()
    {
        var judges = Plan.Rollout.Judges.ToDictionary(judge => judge.Name);

        Assert.Equal((JudgeKind.Proportion, "failed", 0.005), Of(judges["errors"]));
        Assert.Equal((JudgeKind.Proportion, "slow", 0.01), Of(judges["slow"]));
        Assert.Equal((JudgeKind.Pairs, 0.10), (judges["disagreement"].Kind, judges["disagreement"].Max));
        Assert.Equal((JudgeKind.Threshold, 0.8, 3), (judges["cpu"].Kind, judges["cpu"].Max, judges["cpu"].Consecutive));
        Assert.StartsWith("avg(rate(", judges["cpu"].Query, StringComparison.Ordinal);

        static (JudgeKind, string, double) Of(JudgePlan judge) => (judge.Kind, judge.Measure, judge.Margin);
    }

    [Fact]
    public void The_slow_limit_is_the_first_that_a_judge_names()
    {
        JudgeSpec[] judges = [new("errors", "failed"), new("slow", "duration > 120ms"), new("slower", "duration > 2s")];
        var planned = RunPlanner.Plan(Spec with { Rollout = Spec.Rollout with { Judge = judges } });

        Assert.Equal(120, planned.Rollout.SlowMs);
    }

    [Fact]
    public void Without_a_judge_that_names_one_the_slow_limit_is_a_quarter_of_a_second()
    {
        var planned = RunPlanner.Plan(Spec with { Rollout = Spec.Rollout with { Judge = [new("errors", "failed")] } });

        Assert.Equal(250, planned.Rollout.SlowMs);
    }

    [Fact]
    public void What_happens_when_a_step_is_stuck_is_the_pipelines_choice()
    {
        Assert.Equal((2, WhenStuck.Ask), (Plan.Rollout.Extensions, Plan.Rollout.WhenInconclusive));
        Assert.Equal((TimeSpan.FromMinutes(5), WhenStuck.Ask), (Plan.Rollout.BlindFor, Plan.Rollout.WhenBlind));
        Assert.Equal((0.05, 0.05), (Plan.Rollout.AlphaHarm, Plan.Rollout.AlphaSafety));
        Assert.Equal("flights-delay", Plan.Rollout.Route);
    }
}
