using Landfall.Contracts;
using Landfall.Domain.Approvals;

namespace Landfall.Domain.Tests.Approvals;

public sealed class RiskRulesTests
{
    private static readonly ModelVersionRef Six = new("flights", 6, "sha256:6", "server@sha256:1", "sha256:s");
    private static readonly EvaluationResult Clear = new(
        EvaluationOutcome.Pass, "better", [new("auc", 0.641, 0.638, 0.644, 0.636, 0.005, 0.001, 0.009)], [], [], "r", "sha256:r");

    private static readonly RiskEvidence Usual = new(
        Six with { Number = 7 }, Six, Clear, DataVerdict.Pass, [new(0, TimeSpan.FromMinutes(30), 0), new(1, TimeSpan.FromMinutes(10), 0)]);

    public static TheoryData<string, RiskLevel, string> Cases => new()
    {
        { "first", RiskLevel.High, "high: a first version: there is nothing to go back to" },
        { "image", RiskLevel.High, "high: the server's image is another one: its code changes with the model" },
        { "trainer", RiskLevel.Medium, "medium: beside data and model changed: the contract of the data, the trainer's image" },
        { "flag", RiskLevel.Medium, "medium: beside data and model changed: the server's settings (serve.env)" },
        { "label", RiskLevel.High, "high: beside data and model changed: what is predicted (label), the trainer's settings (train.env)" },
        { "lost", RiskLevel.Medium, "medium: beside data and model changed: nobody knows what: the documents that made the champion are not kept" },
        { "slices", RiskLevel.High, "high: 2 slices got worse, first: origin ORD: +1.1 points" },
        { "asks", RiskLevel.High, "high: gate 'gap' could not be decided" },
        { "open", RiskLevel.Medium, "medium: auc may be better or worse than the champion's (-0.001 to +0.009)" },
        { "data", RiskLevel.Medium, "medium: the data passed with a warning" },
        { "reach", RiskLevel.Medium, "medium: the first live step reaches 25 %, without a shadow step" },
        { "everyone", RiskLevel.High, "high: the first live step reaches 100 %, without a shadow step" },
        { "usual", RiskLevel.Low, "low: nothing speaks for more" },
        { "again", RiskLevel.Low, "low: nothing speaks for more" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_part_says_why_and_the_worst_one_is_the_risk(string name, RiskLevel level, string words)
    {
        var risk = RiskRules.Of(Case(name));

        Assert.Equal(level, risk.Level);
        Assert.Equal(words, $"{risk}");
        Assert.Equal(["novelty", "slices", "quality", "data", "reach"], risk.Parts.Select(part => part.Name));
    }

    [Theory]
    [InlineData(ApprovalWhen.Always, RiskLevel.Low, true, 2)]
    [InlineData(ApprovalWhen.Always, RiskLevel.High, true, 3)]      // the policy's floor is higher than the pipeline's
    [InlineData(ApprovalWhen.Risky, RiskLevel.Low, false, 2)]
    [InlineData(ApprovalWhen.Risky, RiskLevel.Medium, true, 1)]
    [InlineData(ApprovalWhen.Never, RiskLevel.Low, false, 2)]
    [InlineData(ApprovalWhen.Never, RiskLevel.High, true, 3)]       // whatever the pipeline says
    public void The_pipeline_says_when_and_the_policy_sets_a_floor_by_the_risk(ApprovalWhen when, RiskLevel level, bool asks, int quorum)
    {
        var need = ApprovalNeeds.Of(Plan(when), EvaluationOutcome.Pass, new(level, []));

        Assert.Equal((asks, quorum), (need.Asks, need.Plan.Quorum));
        Assert.Equal(asks && level == RiskLevel.High ? ["risk-board"] : ["ml-leads"], need.Plan.By);
    }

    [Fact]
    public void Evidence_that_wants_people_asks_them_at_any_risk_and_says_why()
    {
        var need = ApprovalNeeds.Of(Plan(ApprovalWhen.Never), EvaluationOutcome.Ask, new(RiskLevel.Low, []));

        Assert.True(need.Asks);
        Assert.Equal(
            "2 asked: the pipeline wants approval Never, its evaluation leaves a question to a person, the policy at least 0 at low risk",
            need.Explanation);
    }

    [Fact]
    public void A_plan_made_before_the_policy_was_asked_is_the_pipeline_s_alone()
    {
        var plan = Plan(ApprovalWhen.Risky) with { Rules = null };

        Assert.Equal((false, plan), (ApprovalNeeds.Of(plan, EvaluationOutcome.Pass, null).Asks, ApprovalNeeds.Of(plan, EvaluationOutcome.Pass, null).Plan));
    }

    private static ApprovalPlan Plan(ApprovalWhen when) => new(
        when, 2, ["ml-leads"], null, TimeSpan.FromDays(3), new(new(0, 1, 3), new([], [], ["risk-board"])));

    private static RiskEvidence Changed(params ChangedPart[] parts) => Usual with { Evaluation = Clear with { Changed = parts } };

    private static RiskEvidence Case(string name) => name switch
    {
        "first" => Usual with { Champion = null },
        "image" => Usual with { Champion = Six with { ServerImage = "server@sha256:2" } },
        "trainer" => Changed(ChangedPart.Contract, ChangedPart.TrainerImage),
        "flag" => Changed(ChangedPart.ServerSettings),
        "label" => Changed(ChangedPart.Label, ChangedPart.TrainerSettings),
        "lost" => Changed(ChangedPart.Unknown),
        "slices" => Usual with { Evaluation = Clear with { Worse = ["origin ORD: +1.1 points", "origin JFK: +0.9 points"] } },
        "asks" => Usual with { Evaluation = Clear with { Gates = [new("gap", GateOutcome.Ask, "too few rows")] } },
        "open" => Usual with { Evaluation = Clear with { Metrics = [Clear.Metrics[0] with { DifferenceLow = -0.001 }] } },
        "data" => Usual with { Data = DataVerdict.Warn },
        "reach" => Usual with { Steps = [new(25, TimeSpan.FromMinutes(30), 0)] },
        "everyone" => Usual with { Steps = [new(100, TimeSpan.FromMinutes(30), 0)] },
        "again" => Usual with { Champion = Six with { ServerImage = "server@sha256:2" }, ServedBefore = true, Data = null },
        _ => Usual,
    };
}
