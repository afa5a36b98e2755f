using Landfall.Domain.Registry;
using Landfall.Domain.Serving;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Tests.Record;

namespace Landfall.Functions.Tests.Console;

public sealed class FleetPageTests
{
    [Fact]
    public void Each_model_shows_champion_age_last_verdict_and_what_waits()
    {
        var champion = new AliasEntry(1, RecordFixture.Version(6), null, "r", "no harm", RunSamples.Now.AddDays(-3));
        var model = new ModelView(
            "flights-delay", champion, [RunSamples.Quarantined().Status, RunSamples.RolledBack().Status]);

        var page = FleetPage.Of(new([model], RunSamples.Now), new(null)).Markup;

        Assert.Contains("v6, <time", page, StringComparison.Ordinal);
        Assert.Contains("3 days</time> old", page, StringComparison.Ordinal);
        Assert.Contains("↩ rolled back", page, StringComparison.Ordinal);
        Assert.Contains("Waits for a person", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AgreementState.Agree, "✓ agree", false)]
    [InlineData(AgreementState.Differ, "✕ differ", true)]
    public void Whether_the_three_agree_is_a_word_and_a_sentence_where_they_do_not(AgreementState state, string word, bool explained)
    {
        var champion = new AliasEntry(1, RecordFixture.Version(6), null, "r", "no harm", RunSamples.Now.AddDays(-3));
        var agreement = new Agreement(state, "In the cluster <v5> has all traffic.", "", champion.To, null, null);

        var page = FleetPage.Of(new([new("flights-delay", champion, [], null, agreement)], RunSamples.Now), new(null)).Markup;

        Assert.Contains(word, page, StringComparison.Ordinal);
        Assert.Equal(explained, page.Contains("In the cluster &lt;v5&gt; has all traffic.", StringComparison.Ordinal));
    }

    [Fact]
    public void An_experiment_stands_among_the_runs_and_is_no_verdict_of_the_model()
    {
        var rolledBack = RunSamples.RolledBack().Status;
        var tried = rolledBack with
        {
            Run = rolledBack.Run with { Id = "flights-delay-exp0123456789ab", Trigger = new("experiment", "try-1") },
            Verdict = Contracts.Verdict.Evaluated,
            FinishedAt = RunSamples.Now.AddMinutes(5),
        };
        var model = new ModelView("flights-delay", null, [tried, rolledBack]);

        Assert.Equal(rolledBack, model.LastEnded);
        Assert.Contains("◇ evaluated (experiment)", FleetPage.Of(new([model], RunSamples.Now), new(null)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_fleet_says_what_to_do() =>
        Assert.Contains("Apply a pipeline", FleetPage.Of(new([], RunSamples.Now), new(null)).Markup, StringComparison.Ordinal);
}
