using System.Text.RegularExpressions;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Tests.Documents;

/// <summary>What a guide shows can be written so.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void The_example_of_behavioural_checks_is_a_good_document()
    {
        var guide = File.ReadAllText(SourceTree.At("docs", "guides", "choose-gates.md"));
        var example = Yaml().Matches(guide).Select(match => match.Groups[1].Value).Single(text => text.Contains("behaviour:", StringComparison.Ordinal));

        var reading = DocumentReader.Read($"{DocumentCases.Read("valid/smallest.yaml").TrimEnd()}\n  {example.TrimEnd().ReplaceLineEndings("\n  ")}\n");

        Assert.Empty(reading.Problems);
        Assert.Equal(6, Assert.IsType<ModelPipeline>(reading.Document).Spec.Evaluate.Behaviours.Count);
    }

    [Fact]
    public void The_example_of_outside_checks_is_a_good_document()
    {
        var guide = File.ReadAllText(SourceTree.At("docs", "guides", "choose-gates.md"));
        var example = Yaml().Matches(guide).Select(match => match.Groups[1].Value).Single(text => text.StartsWith("checks:", StringComparison.Ordinal));

        var reading = DocumentReader.Read($"{DocumentCases.Read("valid/smallest.yaml").TrimEnd()}\n  {example.TrimEnd().ReplaceLineEndings("\n  ")}\n");

        Assert.Empty(reading.Problems);
        Assert.Equal(3, Assert.IsType<ModelPipeline>(reading.Document).Spec.OutsideChecks.Count);
    }

    [Fact]
    public void The_example_of_keys_for_some_models_is_a_good_policy()
    {
        var page = File.ReadAllText(SourceTree.At("docs", "operations", "identities.md"));
        var example = Yaml().Match(page).Groups[1].Value;

        var reading = DocumentReader.Read($"apiVersion: landfall.dev/v1\nkind: DeliveryPolicy\nmetadata: {{ name: local, owner: risk }}\n{example}");

        Assert.Empty(reading.Problems);
        Assert.Equal(2, Assert.IsType<DeliveryPolicy>(reading.Document).Spec.Trust!.Count);
    }

    [Fact]
    public void What_the_guide_to_rollouts_shows_can_be_written_so()
    {
        var guide = File.ReadAllText(SourceTree.At("docs", "guides", "rollout.md"));
        var examples = Yaml().Matches(guide).Select(match => match.Groups[1].Value)
            .Where(text => text.StartsWith("  rollout:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(
            DocumentReader.Read($"{DocumentCases.Read("valid/smallest.yaml").TrimEnd()}\n{example}").Problems));
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
