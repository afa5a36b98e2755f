using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Storage;
using Landfall.Fakes;

namespace Landfall.Functions.Tests.Rollout;

/// <summary>More traffic that a rule stands against, at the last moment, in a run that two people let pass it.</summary>
public sealed class OverriddenTrafficTests
{
    private const string Frozen = "{ freeze: [ { reason: year end, from: 2020-01-01T00:00:00Z, to: 2999-01-01T00:00:00Z } ] }";

    private static readonly ModelVersionRef Champion = TrafficTests.Version(6);
    private static readonly ModelVersionRef Candidate = TrafficTests.Version(7);

    private readonly FakeDurableTaskClient hub = new();

    [Fact]
    public async Task A_freeze_is_passed_while_the_override_lives_and_each_weight_is_in_the_record()
    {
        await using var platform = await RolloutPlatform.Start(Frozen);
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        Assert.Contains("is frozen", (await Move(platform, 1, 10)).Halted, StringComparison.Ordinal);
        await Override(platform, OverridableRule.Freeze);

        var ten = await Move(platform, 1, 10);
        await Move(platform, 1, 10);

        Assert.Null(ten.Halted);
        Assert.StartsWith("freeze window 'year end' overridden by ana and bo until", Assert.Single(ten.Passed!), StringComparison.Ordinal);
        var fact = Assert.IsType<RecordFact>(Assert.Single(hub.Started).Input);
        Assert.Equal((platform.Run.Id, "override", "override-freeze-1.1-10"), (fact.RunId, fact.What, fact.Key));
        Assert.StartsWith("flights v7 goes to 10 %: freeze window 'year end' overridden by ana and bo", fact.Summary, StringComparison.Ordinal);

        // What is over or taken back moves nothing more, and leaves what is there.
        platform.Clock.Ahead = TimeSpan.FromHours(3);
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        Assert.Contains("is frozen", (await Move(platform, 2, 50)).Halted, StringComparison.Ordinal);
        Assert.Equal(10, (await platform.Routes.Read(platform.Route, default))!.Weights!.CandidateWeight);

        await Override(platform, OverridableRule.Freeze);
        Assert.Null((await Move(platform, 2, 50)).Halted);
        await Say(platform, (log, ground) => OverrideRules.Withdraw(platform.Run.Id, log, "ana", null, ground));
        Assert.Contains("is frozen", (await Move(platform, 3, 100)).Halted, StringComparison.Ordinal);
        Assert.Equal(50, (await platform.Routes.Read(platform.Route, default))!.Weights!.CandidateWeight);
    }

    [Fact]
    public async Task An_alias_moves_past_a_freeze_that_was_overridden_for_its_version_and_the_record_is_told_once()
    {
        await using var platform = await RolloutPlatform.Start(Frozen);
        var version = await platform.Register("0.8 0");
        Assert.Contains("is frozen", (await platform.Admit.Run(new(platform.Run, version), hub, default)).Waits, StringComparison.Ordinal);
        await Override(platform, [OverridableRule.Freeze], version.StatementDigest);

        Assert.Equal(new(), await platform.Admit.Run(new(platform.Run, version), hub, default));
        await platform.Admit.Run(new(platform.Run, version), hub, default);

        var fact = Assert.IsType<RecordFact>(Assert.Single(hub.Started).Input);
        Assert.Equal("override-freeze-alias", fact.Key);
        Assert.StartsWith("the alias goes to flights v1: freeze window 'year end' overridden by ana and bo", fact.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_person_another_rule_or_another_version_pass_nothing()
    {
        await using var platform = await RolloutPlatform.Start(Frozen);
        await platform.Acquire.Run(new(platform.Run, "flights"), default);

        await Say(platform, (log, ground) => OverrideRules.Ask(platform.Run.Id, log, Wish(OverridableRule.Freeze), "ana", ground));
        Assert.NotNull((await Move(platform, 1, 10)).Halted);
        await Say(platform, (log, ground) => OverrideRules.Withdraw(platform.Run.Id, log, "ana", null, ground));
        await Override(platform, OverridableRule.Hours);
        Assert.NotNull((await Move(platform, 1, 10)).Halted);
        await Say(platform, (log, ground) => OverrideRules.Withdraw(platform.Run.Id, log, "ana", null, ground));
        await Override(platform, OverridableRule.Freeze, statement: "sha256:another");
        Assert.NotNull((await Move(platform, 1, 10)).Halted);
        Assert.Empty(hub.Started);
    }

    [Fact]
    public async Task A_halt_is_not_overridden_and_neither_is_an_image_that_the_policy_does_not_allow()
    {
        await using var platform = await RolloutPlatform.Start("{ images: [registry.local] }");
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await Override(platform, [.. Enum.GetValues<OverridableRule>()]);

        await Assert.ThrowsAsync<TerminalFailure>(() => Move(platform, 1, 10));
        await platform.Brake.Set(RolloutPlatform.Space, null, new("ada", "by the test", platform.Clock.GetUtcNow()), default);

        Assert.Contains("halted by ada", (await Move(platform, 1, 10)).Halted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hours_are_passed_at_the_look_and_at_the_last_moment()
    {
        var (now, noon) = (DateTimeOffset.UtcNow, new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date.AddHours(12), TimeSpan.Zero));
        await using var platform = await RolloutPlatform.Start(during: new("UTC", [(Weekday)(((int)noon.DayOfWeek + 6) % 7)]));
        platform.Clock.Ahead = noon - now + TimeSpan.FromDays(1);       // open the day before alone
        Assert.NotNull((await platform.Acquire.Run(new(platform.Run, "flights"), default)).OpensAt);
        await Override(platform, OverridableRule.Hours);

        Assert.Null((await platform.Acquire.Run(new(platform.Run, "flights"), default)).OpensAt);
        var ten = await Move(platform, 1, 10);
        Assert.StartsWith("hours ", Assert.Single(ten.Passed!), StringComparison.Ordinal);
        var seen = await platform.Observe.Run(
            new(platform.Run, platform.Route, Candidate, Champion, 1, "1.1", CounterState.Empty, 0), default);
        Assert.Null(seen.OpensAt);
    }

    [Fact]
    public async Task Where_it_cannot_be_read_the_rule_holds()
    {
        var threeDaysOn = (Weekday)(((int)DateTimeOffset.UtcNow.DayOfWeek + 9) % 7);
        await using var platform = await RolloutPlatform.Start(during: new("UTC", [threeDaysOn]));
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await Override(platform, OverridableRule.Hours);

        platform.Blobs.FailNext = 1;
        Assert.NotNull((await platform.Acquire.Run(new(platform.Run, "flights"), default)).OpensAt);
        Assert.Null((await platform.Acquire.Run(new(platform.Run, "flights"), default)).OpensAt);
    }

    private Task<AppliedTraffic> Move(RolloutPlatform platform, int sequence, int weight) =>
        platform.Apply.Run(TrafficTests.Change(platform, new(1, sequence), Champion, Candidate, weight), hub, default);

    private static OverrideWish Wish(params OverridableRule[] rules) => new(rules, OverrideRules.Usual, "production is on fire");

    private static Task Override(RolloutPlatform platform, OverridableRule rule, string? statement = null) =>
        Override(platform, [rule], statement);

    private static async Task Override(RolloutPlatform platform, OverridableRule[] rules, string? statement = null)
    {
        await Say(platform, (log, ground) => OverrideRules.Ask(platform.Run.Id, log, Wish(rules), "ana", ground), statement);
        await Say(platform, (log, ground) => OverrideRules.Confirm(platform.Run.Id, log, "bo", null, ground), statement);
    }

    private static async Task Say(
        RolloutPlatform platform, Func<IReadOnlyList<OverrideEntry>, OverrideGround, OverrideRuling> rule, string? statement = null)
    {
        var ruling = await new OverrideLog(platform.Blobs).Append(
            platform.Run.Id,
            log => rule(log, new(platform.Clock.GetUtcNow(), platform.Run.Documents.Policy, statement ?? Candidate.StatementDigest)), default);
        Assert.NotNull(ruling.Entry);
    }
}
