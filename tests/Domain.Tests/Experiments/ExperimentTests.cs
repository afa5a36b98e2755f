using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Runs;
using Landfall.Domain.Storage;
using Landfall.Domain.Tests.Documents;
using Landfall.Domain.Tests.Runs;

namespace Landfall.Domain.Tests.Experiments;

public sealed class ExperimentTests
{
    private static readonly Run Delivery = RunSamples.Named("flights-9c48d23ea27a");
    private static readonly Run Tried = Delivery with { Id = Experiment.IdOf("flights", "try-1"), Trigger = new(Experiment.Kind, "try-1") };

    // By hand: printf 'experiment\ntry-1' | sha256sum.
    [Fact]
    public void The_id_follows_from_pipeline_and_request_alone() => Assert.Equal("flights-exp9f41a5722ac8", Tried.Id);

    [Theory]
    [InlineData("flights-exp0123456789ab", true)]
    [InlineData("a-b-exp0123456789ab", true)]
    [InlineData("flights-0123456789ab", false)]
    [InlineData("flights-exp-0123456789ab", false)]      // a delivery of the pipeline flights-exp
    [InlineData("flights-exp0123456789a", false)]
    [InlineData("flights-exp0123456789AB", false)]
    [InlineData("", false)]
    public void An_id_tells_an_experiment_from_every_delivery(string id, bool isOne) => Assert.Equal(isOne, Experiment.IsId(id));

    [Fact]
    public void No_delivery_has_the_id_of_an_experiment_whatever_its_pipeline_is_called() => Assert.All(
        ["exp", "flights-exp", "exp0123456789ab", "flights-exp0123456789ab"],
        pipeline => Assert.False(Experiment.IsId(RunIdentity.Of(pipeline, "sha256:da", RunSamples.Documents, new("data"), 1))));

    [Fact]
    public void The_longest_id_is_short_enough_for_a_job_and_its_pods()
    {
        var id = Experiment.IdOf(new string('p', 36), "r");

        Assert.Equal(52, id.Length);
        Assert.True($"{id}-t12-abcde".Length <= 63);
    }

    [Fact]
    public void An_experiment_is_refused_by_its_trigger_or_its_id_and_a_delivery_is_not()
    {
        Assert.Null(Experiment.Refusal(Delivery, "be registered"));
        Experiment.Forbid(Delivery, "be registered");
        Experiment.Forbid(Delivery.Id, "move an alias");

        var refused = Assert.Throws<TerminalFailure>(() => Experiment.Forbid(Tried, "be registered"));
        Assert.StartsWith($"Run {Tried.Id} is an experiment and may not be registered", refused.Message, StringComparison.Ordinal);
        Assert.Throws<TerminalFailure>(() => Experiment.Forbid(Delivery with { Trigger = new(Experiment.Kind, "x") }, "be registered"));
        Assert.Throws<TerminalFailure>(() => Experiment.Forbid(Tried with { Trigger = new("data") }, "be registered"));
        Assert.Throws<TerminalFailure>(() => Experiment.Forbid(Tried.Id, "move an alias"));
    }

    [Theory]
    [InlineData(EvaluationOutcome.Pass, "its gates passed: auc 0.71")]
    [InlineData(EvaluationOutcome.Ask, "its gates would ask a person: auc 0.71")]
    [InlineData(EvaluationOutcome.Fail, "its gates failed: auc 0.71")]
    public void Its_end_says_what_the_gates_said(EvaluationOutcome outcome, string reason) =>
        Assert.Equal(reason, Experiment.Reason(new(outcome, "auc 0.71", [], [], [], "r", "sha256:r")));

    [Fact]
    public void Its_jobs_run_in_namespaces_of_their_own_and_those_of_deliveries_where_they_always_did()
    {
        var delivers = ((EnvironmentDocument)DocumentReader.Read(DocumentCases.Read("valid/environment.yaml")).Document!).Spec;
        var both = delivers with { Experiments = new("try-train", "try-evaluate", "research") };

        Assert.Equal(
            ("landfall-train", "landfall-evaluate"), (ExperimentSpaces.Train(both, Delivery), ExperimentSpaces.Evaluate(both, Delivery)));
        Assert.Equal(("try-train", "try-evaluate"), (ExperimentSpaces.Train(both, Tried), ExperimentSpaces.Evaluate(both, Tried)));
        Assert.Equal((null, "research"), (ExperimentSpaces.Queue(both, Delivery), ExperimentSpaces.Queue(both, Tried)));
        Assert.Equal(["landfall-train", "try-train"], ExperimentSpaces.AllTrain(both));
        Assert.Equal(["landfall-evaluate"], ExperimentSpaces.AllEvaluate(delivers));

        var nowhere = Assert.Throws<TerminalFailure>(() => ExperimentSpaces.Train(delivers, Tried));
        Assert.Contains("no spec.experiments", nowhere.Message, StringComparison.Ordinal);
    }
}
