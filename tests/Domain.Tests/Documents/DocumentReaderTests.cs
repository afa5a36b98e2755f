using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Tests.Documents;

public sealed class DocumentReaderTests
{
    public static TheoryData<string> Valid => DocumentCases.Names("valid");

    public static TheoryData<string> Invalid => DocumentCases.Names("invalid");

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_good_document_has_no_problems_and_survives_both_ways_of_writing(string name)
    {
        var reading = DocumentReader.Read(DocumentCases.Read($"valid/{name}.yaml"));

        Assert.Empty(reading.Problems);
        var document = Assert.IsType<IDocument>(reading.Document, exactMatch: false);
        var json = DocumentDigest.CanonicalJson(document);
        Assert.Equal(json, DocumentDigest.CanonicalJson(DocumentReader.FromJson(document.Kind, json)));
        var again = DocumentReader.Read(DocumentYaml.Write(document));
        Assert.Empty(again.Problems);
        Assert.Equal(DocumentDigest.Of(document), DocumentDigest.Of(again.Document!));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Every_problem_of_a_bad_document_is_reported_with_its_place(string name)
    {
        var reading = DocumentReader.Read(DocumentCases.Read($"invalid/{name}.yaml"));

        Assert.False(reading.IsValid);
        var lines = reading.Problems.Select(problem =>
            $"{problem.Line}:{problem.Column} {problem.Path}: {problem.Message} | {problem.Expected} | {problem.Hint}");
        DocumentCases.Holds(
            $"tests/Domain.Tests/Documents/cases/invalid/{name}.txt", string.Join('\n', lines) + "\n");
        Assert.All(reading.Problems, problem => Assert.True(problem.Line > 0, problem.ToString()));
    }

    [Fact]
    public void The_preset_standard_gives_the_long_form_its_values()
    {
        var smallest = Pipeline("valid/smallest.yaml");

        Assert.Equal(Preset.Standard, smallest.Spec.Preset);
        Assert.Equal(12, smallest.Spec.Data.Window.Last);
        Assert.Equal([0, 1, 10, 50, 100], smallest.Spec.Rollout.Steps.Select(step => step.LiveWeight));
        Assert.Equal(TimeSpan.FromMinutes(30), smallest.Spec.Rollout.Steps[0].Duration);
        Assert.Equal(StepProof.Safety, smallest.Spec.Rollout.Steps[3].Require);
        Assert.Equal(Pipeline("valid/full.yaml").Spec.Rollout.Alpha, smallest.Spec.Rollout.Alpha);
    }

    [Theory]
    [InlineData("careful")]
    [InlineData("standard")]
    [InlineData("fast")]
    public void Every_preset_completes_the_smallest_pipeline_for_every_task(string preset)
    {
        foreach (var task in new[] { "binary", "multiclass", "regression", "ranking" })
        {
            var text = DocumentCases.Read("valid/smallest.yaml").Replace("standard", preset, StringComparison.Ordinal)
                + $"  evaluate: {{ task: {task} }}\n"
                + (task == "ranking" ? "  holdout: { split: { group: query } }\n" : "");
            var reading = DocumentReader.Read(text);
            Assert.Empty(reading.Problems);
            Assert.NotEmpty(((ModelPipeline)reading.Document!).Spec.Evaluate.Gates);
        }
    }

    [Fact]
    public void A_one_of_record_is_replaced_not_merged_with_the_preset()
    {
        var text = DocumentCases.Read("valid/smallest.yaml")
            .Replace("complete:", "window: { days: 365 }, complete:", StringComparison.Ordinal);
        var window = ((ModelPipeline)DocumentReader.Read(text).Document!).Spec.Data.Window;
        Assert.Equal(new WindowSpec(Days: 365), window);
    }

    [Fact]
    public void The_digest_does_not_depend_on_order_comments_or_written_defaults()
    {
        var text = DocumentCases.Read("valid/smallest.yaml");
        var other = "# a comment\n" + text.Replace("  preset:   standard\n", "", StringComparison.Ordinal);
        var digest = DocumentDigest.Of(DocumentReader.Read(text).Document!);
        Assert.Equal(digest, DocumentDigest.Of(DocumentReader.Read(other).Document!));
        Assert.Matches("^sha256:[0-9a-f]{64}$", digest);
        var changed = text.Replace("delay > 15", "delay > 16", StringComparison.Ordinal);
        Assert.NotEqual(digest, DocumentDigest.Of(DocumentReader.Read(changed).Document!));
    }

    [Fact]
    public void Too_much_text_too_deep_text_and_too_many_values_are_refused()
    {
        Assert.Contains("too large", Single(new string('#', 300_000)), StringComparison.Ordinal);
        Assert.Contains("too deeply", Single(new string('[', 5_000)), StringComparison.Ordinal);
        Assert.Contains("too many", Single("a: [" + string.Concat(Enumerable.Repeat("1,", 60_000)) + "1]"),
            StringComparison.Ordinal);
    }

    private static string Single(string text) => Assert.Single(DocumentReader.Read(text).Problems).Message;

    private static ModelPipeline Pipeline(string path) =>
        Assert.IsType<ModelPipeline>(DocumentReader.Read(DocumentCases.Read(path)).Document);
}
