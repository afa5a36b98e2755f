using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Registry;
using Landfall.Fakes;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Triggers;
using Landfall.Functions.Tests.Record;
using Landfall.Worker;
using Microsoft.AspNetCore.Http;

namespace Landfall.Functions.Tests.Console;

public sealed class WatchesApiTests
{
    private static readonly WatchReading Drifted = new(
        WatchOutcome.Over, 0.41, 0.25, 612, "psi 0.41 of 612 predictions (limit 0.25)");

    private static readonly WatchStatus Status = new(
        "flights-delay", RecordFixture.Version(6), RunSamples.Now.AddDays(-3), RunSamples.Now, RunSamples.Now.AddMinutes(5),
        new(TimeSpan.FromMinutes(5), new(0.25, 500, 3, WatchAction.Alert), null, TimeSpan.FromDays(1)),
        new(Drifted, Drifted, RunSamples.Now.AddHours(-2), 0, 1, false), null);

    private static readonly LabelFigures Labels = new(
        "accuracy", 0.7124, 0.6751, 0.7469, 0.9, 612, 300, 88, 0, 0, 1, RunSamples.Now.AddHours(-3));

    private readonly FakeDurableTaskClient hub = new();

    [Fact]
    public async Task A_watch_that_runs_shows_its_status()
    {
        hub.Add(Orchestrators.ModelWatch, "watch-flights-delay", Status);

        var (code, body) = await Ask();
        Assert.Equal(200, code);
        Assert.Equal(0.41, body.GetProperty("drift").GetProperty("judged").GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task One_that_was_never_begun_or_is_over_is_told_with_what_to_do()
    {
        var (code, body) = await Ask();
        Assert.Equal((404, "'flights-delay' is not watched."), (code, body.GetProperty("message").GetString()));
        Assert.Contains("spec.watch", body.GetProperty("hint").GetString(), StringComparison.Ordinal);

        hub.Add(Orchestrators.ModelWatch, "watch-flights-delay", Status, OrchestrationRuntimeStatus.Completed);
        Assert.Equal(404, (await Ask()).Code);
    }

    [Theory]
    [InlineData("drift", "✕ drift")]
    [InlineData("calm", "✓ calm")]
    [InlineData("blind", "? unknown")]
    [InlineData("back", "↩ gone back")]
    [InlineData("quality", "✕ quality")]
    [InlineData("health", "✕ health")]
    [InlineData("inputs", "✕ inputs")]
    public void The_first_page_says_how_the_champion_is_doing(string shown, string word)
    {
        var calm = Status with { Drift = Status.Drift! with { Since = null } };
        var watch = shown switch
        {
            "drift" => Status,
            "blind" => calm with { Blind = "no pod serves <v6>" },
            "quality" => calm with { Quality = Status.Drift, Labels = Labels },
            "inputs" => calm with { Inputs = Status.Drift },
            "health" => calm with { Health = Status.Drift },
            "back" => calm with { GoneBack = "All traffic is with v5" },
            _ => calm,
        };
        var champion = new AliasEntry(1, RecordFixture.Version(6), null, "r", "no harm", RunSamples.Now.AddDays(-3));
        var page = FleetPage.Of(new([new("flights-delay", champion, [], watch)], RunSamples.Now), new(null)).Markup;

        Assert.Contains($">{word}</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<v6>", page, StringComparison.Ordinal);
        Assert.Equal(shown == "quality", page.Contains(
            "accuracy 0.712 (0.675 to 0.747) of 612 labelled predictions; 612 of 1,000 predictions are labelled, newest label 3 h old",
            StringComparison.Ordinal));
        Assert.Contains(
            "not watched", FleetPage.Of(new([new("m", champion, [])], RunSamples.Now), new(null)).Markup, StringComparison.Ordinal);
    }

    private async Task<(int Code, JsonElement Body)> Ask()
    {
        var context = new DefaultHttpContext { RequestServices = null! };
        var answer = await new WatchesApi(Doors.Open()).Get(context.Request, "flights-delay", hub, default);
        var value = Assert.IsAssignableFrom<IValueHttpResult>(answer).Value;
        return (
            (answer as IStatusCodeHttpResult)?.StatusCode ?? 200, JsonSerializer.SerializeToElement(value, ContractsJson.Options));
    }
}
