using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Tests.Documents;

namespace Landfall.Domain.Tests.Experiments;

public sealed class ExperimentSettingsTests
{
    private static readonly ModelPipeline Applied = (ModelPipeline)DocumentReader.Read(DocumentCases.Read("valid/full.yaml")).Document!;

    [Fact]
    public void Values_below_train_are_changed_or_added_and_all_else_stays()
    {
        var changed = Good(
            "train.env.LEARNING_RATE=0.05", "train.resources.cpu=4", "train.deadline=30m", "train.budget.cpuHours=2.5", "train.format=csv");
        var train = changed.Spec.Train;

        Assert.Equal("0.05", train.Env["LEARNING_RATE"]);
        Assert.Equal(("4", "4Gi"), (train.Resources.Cpu, train.Resources.Memory));
        Assert.Equal((TimeSpan.FromMinutes(30), 2.5, DataFormat.Csv), (train.Deadline, train.Budget.CpuHours, train.Format));
        Assert.Equal(
            DocumentDigest.CanonicalJson(Applied),
            DocumentDigest.CanonicalJson(changed with { Spec = changed.Spec with { Train = Applied.Spec.Train } }));
    }

    [Fact]
    public void Nothing_changed_is_the_applied_pipeline_to_the_letter() =>
        Assert.Equal(DocumentDigest.Of(Applied), DocumentDigest.Of(Good()));

    [Theory]
    [InlineData("train.env.NAME=\"\"", "")]
    [InlineData("train.env.NAME='0123'", "0123")]
    [InlineData("train.env.NAME=\"a: b = c\"", "a: b = c")]
    [InlineData("train.env.NAME=a=b", "a=b")]
    [InlineData(" train.env.NAME = true ", "true")]
    public void A_value_is_what_yaml_reads(string setting, string value) => Assert.Equal(value, Good(setting).Spec.Train.Env["NAME"]);

    [Theory]
    [InlineData("evaluate.gates=[]", "cannot be changed in an experiment")]
    [InlineData("spec.train.env.A=1", "cannot be changed in an experiment")]
    [InlineData("train=1", "cannot be changed in an experiment")]
    [InlineData("train.secrets[0].name=A", "cannot be changed in an experiment")]
    [InlineData("train..env=1", "cannot be changed in an experiment")]
    [InlineData("train.env.A", "there is no value")]
    [InlineData("train.env.A=", "there is no value")]
    [InlineData("train.env.A=null", "this is not a single value")]
    [InlineData("train.env.A={ b: c }", "this is not a single value")]
    [InlineData("train.env={ A: b }", "this is not a single value")]
    [InlineData("train.env.A=x\nevaluate: {}", "this is not a single value")]
    [InlineData("train.env.A=&b c", "this is not a single value")]
    [InlineData("train.parameters.learningRate=0.05", "'parameters' is not known here")]
    [InlineData("train.deadline=soon", "'soon' cannot be read here")]
    [InlineData("train.retry.eviction=100", "100 is out of range")]
    [InlineData("train.env.LANDFALL_ROOT=/", "'LANDFALL_ROOT' is set by the platform")]
    [InlineData("train.env.FEATURE_STORE_KEY=x", "'FEATURE_STORE_KEY' is set twice")]
    [InlineData("train.image=not an image", "does not have the right form")]
    [InlineData("train.resources=4", "This is not a map")]
    public void What_is_wrong_names_its_setting_and_what_was_expected(string setting, string message)
    {
        var (pipeline, problems) = ExperimentSettings.Apply(Applied, ["train.env.GOOD=1", setting]);

        Assert.Null(pipeline);
        var problem = Assert.Single(problems);
        Assert.StartsWith($"--set {setting}: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Expected);
        Assert.Equal((0, 0), (problem.Line, problem.Column));
    }

    [Fact]
    public void A_path_may_be_written_once()
    {
        var (pipeline, problems) = ExperimentSettings.Apply(Applied, ["train.env.A=1", "train.env.A=2"]);

        Assert.Null(pipeline);
        Assert.Equal("--set train.env.A is written twice.", Assert.Single(problems).Message);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var (_, problems) = ExperimentSettings.Apply(Applied, ["train.deadline=soon", "train.retry.eviction=many"]);

        Assert.Equal(
            ["spec.train.deadline", "spec.train.retry.eviction"], problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_limits_for_what_travels_with_every_message()
    {
        var many = ExperimentSettings.Apply(Applied, [.. Enumerable.Range(0, 21).Select(n => $"train.env.A{n}=1")]);

        Assert.Contains("at most 20", Assert.Single(many.Problems).Expected, StringComparison.Ordinal);
        Assert.Null(ExperimentSettings.Apply(Applied, [$"train.env.A={new string('x', 2000)}"]).Pipeline);
    }

    private static ModelPipeline Good(params string[] settings)
    {
        var (pipeline, problems) = ExperimentSettings.Apply(Applied, settings);
        Assert.Empty(problems);
        return pipeline!;
    }
}
