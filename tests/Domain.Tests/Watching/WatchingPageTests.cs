using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Drift;
using Landfall.Domain.Tests.Documents;
using Landfall.Domain.Watching;

namespace Landfall.Domain.Tests.Watching;

/// <summary>The worked example on the page about watching is what the code computes, and its document is one.</summary>
public sealed class WatchingPageTests
{
    private static readonly (string Label, long Before, long Now)[] Tickets =
        [("billing", 1_000, 120), ("delivery", 600, 300), ("refund", 400, 180)];

    private static readonly string Page = File.ReadAllText(SourceTree.At("docs", "concepts", "watching.md"));

    [Fact]
    public void Each_label_s_part_of_the_index_is_on_the_page_and_their_sum_is_what_the_code_says()
    {
        var parts = Tickets.Select(ticket => Part(ticket.Before / 2_000.0, ticket.Now / 600.0)).ToList();

        Assert.All(Tickets.Zip(parts), row => Assert.Contains(
            $"| {row.First.Label} | {row.First.Before:N0} = {row.First.Before / 20} % | {row.First.Now:N0} = {row.First.Now / 6} % "
            + $"| {row.Second:0.0000} |",
            Page, StringComparison.Ordinal));
        Assert.Contains($"their sum, {parts.Sum():0.0000}.", Page, StringComparison.Ordinal);
        Assert.Equal(parts.Sum(), Reading().Value!.Value, 1e-12);
    }

    [Fact]
    public void What_the_watch_says_and_what_chance_would_give_are_on_the_page()
    {
        Assert.Equal(WatchOutcome.Over, Reading().Outcome);
        Assert.Contains($"    {Reading().Explanation}\n", Page, StringComparison.Ordinal);
        Assert.Contains($"(1/2,000 + 1/600) · 2 = {((1 / 2_000.0) + (1 / 600.0)) * 2:0.0000}", Page, StringComparison.Ordinal);
        Assert.True(PopulationStability.CanTell(3, 2_000, 600, 0.25));
    }

    [Fact]
    public void The_document_on_the_page_is_one_and_says_what_its_defaults_are()
    {
        var lines = Page.Split('\n').SkipWhile(line => line != "```yaml").Skip(1).TakeWhile(line => line != "```");
        var reading = DocumentReader.Read($"{DocumentCases.Read("valid/smallest.yaml")}{string.Join('\n', lines)}\n");

        Assert.Empty(reading.Problems);
        var watch = ((ModelPipeline)reading.Document!).Spec.Watch!;
        Assert.Equal((new PredictionDriftSpec(), new ServingErrorsSpec()), (watch.Drift, watch.Errors));
        Assert.Equal(new WatchSpec(watch.Every).Rest, watch.Rest);
    }

    [Fact]
    public void The_document_about_labels_is_one_too_and_says_its_defaults()
    {
        var block = Page.Split("```yaml\n")[2].Split("```")[0];
        var smallest = string.Join('\n', DocumentCases.Read("valid/smallest.yaml").Split('\n')
            .Where(line => !line.TrimStart().StartsWith("label:", StringComparison.Ordinal)));
        var reading = DocumentReader.Read($"{smallest}{block}");

        Assert.Empty(reading.Problems);
        var spec = ((ModelPipeline)reading.Document!).Spec;
        Assert.Equal((new LiveQualitySpec("auc"), new ServingHealthSpec()), (spec.Watch!.Quality, spec.Watch.Health));
        Assert.Equal(["date", "origin", "destination"], spec.Label.Arrives!.JoinOn);
        Assert.Equal(0.05, WatchPlanner.Of(spec)!.Quality!.Rule.Limit);
    }

    private static WatchReading Reading() => PredictionDrift.Read(
        new(PredictionKind.Label, [], [.. Tickets.Select(ticket => ticket.Label)], [.. Tickets.Select(ticket => ticket.Before), 0]),
        [.. Tickets.Select(ticket => ticket.Now), 0], new(0.25, 500, 3, WatchAction.Alert));

    private static double Part(double before, double now) => (now - before) * Math.Log(now / before);
}
