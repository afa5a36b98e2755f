using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Tests.Documents;

public sealed class CrossChecksTests
{
    private readonly ModelPipeline _pipeline = Read<ModelPipeline>("full");
    private readonly EnvironmentDocument _environment = Read<EnvironmentDocument>("environment");
    private readonly DeliveryPolicy _policy = Read<DeliveryPolicy>("policy");
    private readonly DataContract _contract = Read<DataContract>("contract");

    [Fact]
    public void The_examples_fit_together() =>
        Assert.Empty(CrossChecks.Of(_pipeline, _environment, _policy, _contract));

    [Fact]
    public void A_group_a_gateway_and_a_registry_that_do_not_fit_are_named()
    {
        var spec = _environment.Spec with
        {
            Groups = new Dictionary<string, IReadOnlyList<string>> { ["ml-lead"] = ["anna"] },
            Gateway = _environment.Spec.Gateway with { Capabilities = [] },
            Registries = ["registry.example"],
        };

        var problems = CrossChecks.Of(_pipeline, _environment with { Spec = spec }, null, null);

        Assert.Equal(
            ["spec.approve.by[0]", "spec.rollout.steps[0].shadow", "spec.train.image", "spec.serve.image"],
            problems.Select(problem => problem.Path));
        Assert.Equal("Did you mean 'ml-lead'?", problems[0].Hint);
    }

    [Fact]
    public void A_policy_limits_the_first_live_step_and_asks_for_shadow()
    {
        var rollout = _pipeline.Spec.Rollout with { Steps = [.. _pipeline.Spec.Rollout.Steps.Skip(2)] };
        var pipeline = _pipeline with { Spec = _pipeline.Spec with { Rollout = rollout } };

        var problems = CrossChecks.Of(pipeline, null, _policy, null);

        Assert.Equal(["spec.rollout.steps[0]", "spec.rollout.steps[0].weight"], problems.Select(p => p.Path));
    }

    [Fact]
    public void A_policy_asks_for_outside_checks_that_the_pipeline_requires()
    {
        var pipeline = Read<ModelPipeline>("checks");
        var policy = _policy with { Spec = new PolicySpec(MaxFirstWeight: 100, Checks: ["bias", "desk", "secrets"]) };

        var problems = CrossChecks.Of(pipeline, null, policy, null);

        // One of them is not there, one is there and only shown.
        Assert.Equal(["spec.checks", "spec.checks"], problems.Select(problem => problem.Path));
        Assert.Equal(
            ["a required check with name: desk", "a required check with name: secrets"], problems.Select(problem => problem.Expected));
    }

    [Fact]
    public void Slices_and_splits_name_columns_of_the_contract()
    {
        var contract = _contract with
        {
            Spec = _contract.Spec with { Columns = [.. _contract.Spec.Columns.Where(c => c.Name == "distance")] },
        };

        var problems = CrossChecks.Of(_pipeline, null, null, contract);

        Assert.Equal(
            [
                "spec.evaluate.gates[2].slices[0]", "spec.label.arrives.joinOn[0]", "spec.label.arrives.joinOn[1]",
                "spec.label.arrives.joinOn[2]", "spec.holdout.split.time",
            ],
            problems.Select(problem => problem.Path));
    }

    [Fact]
    public void Behavioural_checks_name_columns_of_the_contract_and_values_of_their_types()
    {
        var contract = _contract with
        {
            Spec = _contract.Spec with { Columns = [new("origin", ColumnType.String), new("distance", ColumnType.Integer), new("pilot", ColumnType.Date, Tags: ["personal"])] },
        };
        var problems = CrossChecks.Of(_pipeline with
        {
            Spec = _pipeline.Spec with
            {
                Label = _pipeline.Spec.Label with { Arrives = null },
                Holdout = new(0.2, new(Hash: ["*"])),
                Evaluate = _pipeline.Spec.Evaluate with
                {
                    Gates = [],
                    Behaviour =
                [
                    new("a", Invariance: new(new Dictionary<string, ChangeSpec> { ["orign"] = new(OneOf: ["JFK"]), ["distance"] = new(OneOf: ["far"]) })),
                    new("b", Directional: new(new Dictionary<string, ChangeSpec> { ["origin"] = new(Add: 1) }, ScoreDirection.Increase)),
                    new("c", Missing: ["distance", "gate"]),
                    new("d", Cases: [new(new Dictionary<string, string> { ["distance"] = "100", ["pilot"] = "Ana" }, new(Label: "true"))]),
                ],
                },
            }
        }, null, null, contract);

        Assert.Equal(
            [
                "spec.evaluate.behaviour[0].invariance.change.orign: The contract has no column 'orign'.",
                "spec.evaluate.behaviour[2].missing[1]: The contract has no column 'gate'.",
                "spec.evaluate.behaviour[0].invariance.change.distance: 'far' does not fit 'distance'.",
                "spec.evaluate.behaviour[1].directional.change.origin: 'origin' is no number.",
                "spec.evaluate.behaviour[3].cases[0].given.pilot: A value does not fit 'pilot'.",
            ],
            problems.Select(problem => $"{problem.Path}: {problem.Message}"));
        Assert.Equal("Did you mean 'origin'?", problems[0].Hint);
    }

    [Fact]
    public void A_budget_of_money_needs_prices_that_the_trainer_costs_something_by()
    {
        var pipeline = _pipeline with
        {
            Spec = _pipeline.Spec with { Train = _pipeline.Spec.Train with { Budget = new(8, Money: 20) } },
        };
        string[] Problems(PricesSpec? prices) =>
            [.. CrossChecks.Of(pipeline, _environment with { Spec = _environment.Spec with { Prices = prices } }, null, null).Select(p => p.Path)];

        Assert.Equal(["spec.train.budget.money"], Problems(null));
        Assert.Equal(["spec.train.budget.money"], Problems(new("EUR", CpuHour: 0, GpuHour: 2)));
        Assert.Empty(Problems(new("EUR", CpuHour: 0.05)));
    }

    [Theory]
    [InlineData("https://github.com/team/models.git", null, true)]
    [InlineData("https://git.example.com/team/models", null, false)]
    [InlineData("https://git.example.com/team/models", GitHost.GitHub, true)]
    [InlineData("https://github.com/models", null, false)]
    [InlineData("/srv/models.git", GitHost.GitHub, false)]
    public void A_pull_request_needs_a_repository_whose_host_is_known(string remote, GitHost? host, bool fits)
    {
        var pipeline = _pipeline with
        {
            Spec = _pipeline.Spec with { Record = new(new("models/flights.yaml", GitMode.PullRequest)) },
        };
        var environment = _environment with { Spec = _environment.Spec with { Git = new(remote, Host: host) } };

        Assert.Equal(fits ? [] : ["spec.record.git.mode"], CrossChecks.Of(pipeline, environment, null, null).Select(p => p.Path));
    }

    private static T Read<T>(string name) =>
        Assert.IsType<T>(DocumentReader.Read(DocumentCases.Read($"valid/{name}.yaml")).Document);
}
