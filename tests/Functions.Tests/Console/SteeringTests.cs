using System.Text;
using Landfall.Contracts;
using Landfall.Domain.Overrides;
using Landfall.Fakes;
using Landfall.Functions.Console;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Console.Triggers;
using Landfall.Functions.Tests.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Console;

/// <summary>A hand on a rollout in shadow, where the policy asks for the shadow step and at most 10 % first.</summary>
public sealed class SteeringTests
{
    private static readonly Run Run = RecordFixture.Run;

    private readonly MemoryBlobStore blobs = new();
    private readonly FakeDurableTaskClient client = new();

    public SteeringTests()
    {
        client.Add(Orchestrators.ModelDelivery, Run.Id, RunSamples.RollingOut().Status);
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        At(RunSamples.RollingOut().Rollout! with { StepName = "shadow", Step = 1, Weight = 0, HadTraffic = false, EndsAt = later });
    }

    [Theory]
    [InlineData("Skip", "--rule shadow --reason")]
    [InlineData("Promote", "--rule shadow --rule first-weight --reason")]
    public async Task The_policy_holds_for_a_hand_and_the_answer_says_what_would_let_it_pass(string control, string hint)
    {
        var (status, body) = await Control(control);

        Assert.Equal(409, status);
        Assert.Contains("the policy asks for a shadow step", body, StringComparison.Ordinal);
        Assert.Contains($"landfall override {Run.Id} {hint}", body, StringComparison.Ordinal);
        Assert.Empty(client.Raised);
    }

    [Fact]
    public async Task What_two_people_let_it_pass_is_passed_on_and_stands_in_the_record()
    {
        await Override([OverridableRule.Shadow, OverridableRule.FirstWeight]);

        Assert.Equal(202, (await Control("Promote")).Status);

        Assert.Equal(Signals.Control, Assert.Single(client.Raised).Event);
        Assert.Equal(
            ["override-shadow-1-promote", "override-first-weight-1-promote"],
            client.Started.Select(started => ((RecordFact)started.Input!).Key));
    }

    [Fact]
    public async Task Half_an_override_is_none()
    {
        await Override([OverridableRule.Shadow]);

        var (status, body) = await Control("Promote");

        Assert.Equal(409, status);
        Assert.Contains($"landfall override {Run.Id} --rule first-weight --reason", body, StringComparison.Ordinal);
        Assert.Empty(client.Started);
        Assert.Equal(202, (await Control("Skip")).Status);
    }

    [Theory]
    [InlineData("Pause")]
    [InlineData("Abort")]
    public async Task What_gives_no_traffic_is_never_held(string control) => Assert.Equal(202, (await Control(control)).Status);

    [Fact]
    public async Task With_live_traffic_the_next_step_is_an_operators()
    {
        At(RunSamples.RollingOut().Rollout!);

        Assert.Equal(202, (await Control("Skip")).Status);
        Assert.Empty(client.Started);
    }

    [Theory]
    [InlineData(OverrideState.Live, "Emergency override</strong>")]
    [InlineData(OverrideState.Asked, "Emergency override asked</strong>")]
    public void Both_pages_show_it_before_all_else_and_nothing_in_it_is_markup(OverrideState state, string said)
    {
        var view = new OverrideView(
            Run.Id, state, 1, [OverridableRule.Freeze], "ana", state == OverrideState.Live ? "bo" : null, "<b>fire</b>",
            state == OverrideState.Live ? "<i>seen</i>" : null, RunSamples.Now.AddHours(2), "…");
        var model = new ModelView("flights-delay", null, [RunSamples.RollingOut().Status], Overrides: [view]);

        string[] pages =
        [
            RunPage.Of(RunSamples.RollingOut() with { Override = view }, new(null)).Markup,
            FleetPage.Of(new([model], RunSamples.Now), new(null)).Markup,
        ];

        Assert.All(pages, page =>
        {
            Assert.Contains(said, page, StringComparison.Ordinal);
            Assert.Contains("&lt;b&gt;fire&lt;/b&gt;", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>fire", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<i>seen", page, StringComparison.Ordinal);
            Assert.Contains("2026-03-01 14:30 UTC", page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_pages_read_what_stands_of_runs_that_live()
    {
        await Override([OverridableRule.Freeze]);
        var views = new RunViews(new(blobs), new(blobs), new(blobs), blobs, TimeProvider.System);

        Assert.Equal(OverrideState.Live, (await views.Find(Run.Id, client, default))!.Override!.State);
    }

    private void At(RolloutSummary rollout) =>
        client.Add(Orchestrators.ProgressiveRollout, Orchestrators.RolloutId(Run.Id), rollout);

    private async Task Override(IReadOnlyList<OverridableRule> rules)
    {
        var (log, ground) = (new OverrideLog(blobs), new OverrideGround(
            TimeProvider.System.GetUtcNow(), Run.Documents.Policy, RecordFixture.Version(7).StatementDigest));
        var wish = new OverrideWish(rules, OverrideRules.Usual, "production is on fire");
        await log.Append(Run.Id, said => OverrideRules.Ask(Run.Id, said, wish, "ana", ground), default);
        await log.Append(Run.Id, said => OverrideRules.Confirm(Run.Id, said, "bo", null, ground), default);
    }

    private async Task<(int Status, string Body)> Control(string control)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"control":"{{control}}","by":"ada","reason":"seen enough"}"""));
        var commands = new RunCommands(
            new ReleaseDesk(PinnedSamples.Pinned, blobs), PinnedSamples.Steering(blobs), NullLogger<RunCommands>.Instance);
        var answer = await new CommandsApi(new RunDirectory(blobs), commands, Doors.Open()).Control(http.Request, Run.Id, client, default);
        var refusal = (answer as IValueHttpResult)?.Value as Refusal;
        return (Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode ?? 200, $"{refusal?.Message} {refusal?.Hint}");
    }
}
