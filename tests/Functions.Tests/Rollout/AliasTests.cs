using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Rollout;

/// <summary>What holds before an alias moves to a version that nobody serves.</summary>
public sealed class AliasTests
{
    [Fact]
    public async Task A_signed_version_is_let_through_and_waits_while_its_model_is_halted()
    {
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0");
        Assert.Equal(new(), await platform.Admit.Run(new(platform.Run, version), default));

        await platform.Brake.Set(RolloutPlatform.Space, platform.Run.Pipeline, new("ada", "it is night", DateTimeOffset.UnixEpoch), default);

        var halted = await platform.Admit.Run(new(platform.Run, version), default);
        Assert.StartsWith("flights is halted by ada", halted.Waits, StringComparison.Ordinal);
        Assert.Null(halted.OpensAt);
    }

    [Fact]
    public async Task It_waits_for_the_end_of_a_freeze_and_for_its_hours()
    {
        var (day, end) = (TimeSpan.FromDays(1), DateTimeOffset.UtcNow.Date.AddDays(3));
        var freeze = $"{{ freeze: [ {{ from: {end.AddDays(-9):yyyy-MM-dd}T00:00:00Z, to: {end:yyyy-MM-dd}T00:00:00Z, reason: year end }} ] }}";
        await using var frozen = await RolloutPlatform.Start(freeze);
        var noon = new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date.AddHours(12), TimeSpan.Zero);
        await using var timed = await RolloutPlatform.Start(during: new("UTC", [(Weekday)(((int)noon.DayOfWeek + 6) % 7)]));
        timed.Clock.Ahead = noon - DateTimeOffset.UtcNow + day;

        var waits = await frozen.Admit.Run(new(frozen.Run, await frozen.Register("0.8 0")), default);
        var closed = await timed.Admit.Run(new(timed.Run, await timed.Register("0.8 0")), default);

        Assert.Contains("year end", waits.Waits, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(end, TimeSpan.Zero), waits.OpensAt);
        Assert.StartsWith("flights waits until", closed.Waits, StringComparison.Ordinal);
        Assert.Equal(noon.Date.AddDays(7), closed.OpensAt!.Value.UtcDateTime);
    }

    [Fact]
    public async Task A_version_that_was_altered_or_signed_by_another_key_is_refused()
    {
        using var other = LocalSigner.Create();
        await using var platform = await RolloutPlatform.Start();
        var version = await platform.Register("0.8 0");

        var altered = await Assert.ThrowsAsync<TerminalFailure>(
            () => platform.Admit.Run(new(platform.Run, version with { ServerImage = "another" }), default));
        platform.Trust(other);
        var stranger = await Assert.ThrowsAsync<TerminalFailure>(() => platform.Admit.Run(new(platform.Run, version), default));

        Assert.Contains("it was signed for the server server, not another", altered.Message, StringComparison.Ordinal);
        Assert.Contains("flights v1 may not serve", stranger.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_policy_does_not_allow_is_refused_at_the_last_moment_too()
    {
        await using var platform = await RolloutPlatform.Start("{ images: [ registry.other/ ] }");

        var refused = await Assert.ThrowsAsync<TerminalFailure>(
            async () => await platform.Admit.Run(new(platform.Run, await platform.Register("0.8 0")), default));

        Assert.Contains("the policy does not allow it", refused.Message, StringComparison.Ordinal);
    }
}
