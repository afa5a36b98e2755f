using Landfall.Contracts;
using Landfall.Contracts.Documents;

namespace Landfall.Functions.Tests.Rollout;

public sealed class RaiseHoursTests
{
    private const int OnePercent = 1;

    [Fact]
    public async Task Outside_its_hours_a_weight_is_not_raised_and_may_be_lowered_or_written_again()
    {
        // Open today alone, and it is noon: tomorrow is another day.
        var (now, noon) = (DateTimeOffset.UtcNow, new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date.AddHours(12), TimeSpan.Zero));
        await using var platform = await RolloutPlatform.Start(during: new("UTC", [(Weekday)(((int)noon.DayOfWeek + 6) % 7)]));
        platform.Clock.Ahead = noon - now;
        var (champion, candidate) = (TrafficTests.Version(6), TrafficTests.Version(7));
        var lease = await platform.Acquire.Run(new(platform.Run, "flights"), default);
        Assert.Null(lease.OpensAt);
        var ten = await platform.Apply.Run(Change(platform, new(1, 1), champion, candidate, 10), default);
        Assert.Null(ten.Halted);

        platform.Clock.Ahead = noon - now + TimeSpan.FromDays(1);
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        var more = await platform.Apply.Run(Change(platform, new(1, 2), champion, candidate, 50), default);
        Assert.Contains("route flights waits until", more.Halted, StringComparison.Ordinal);
        Assert.True(more.OpensAt > noon.AddDays(6));
        Assert.Equal(10, (await platform.Routes.Read(platform.Route, default))!.Weights!.CandidateWeight);
        Assert.True((await platform.Acquire.Run(new(platform.Run, "flights"), default)).OpensAt > noon.AddDays(6));

        Assert.Null((await platform.Apply.Run(Change(platform, new(1, 1), champion, candidate, 10), default)).Halted);
        Assert.Null((await platform.Apply.Run(Change(platform, new(1, 2), champion, candidate, 5), default)).Halted);
        Assert.Null((await platform.Apply.Run(Change(platform, new(2, 0), champion, null, 0, back: true), default)).Halted);

        var seen = await platform.Observe.Run(
            new(platform.Run, platform.Route, candidate, champion, OnePercent, "1.1", CounterState.Empty, 0), default);
        Assert.NotNull(seen.OpensAt);
    }

    private static TrafficChange Change(
        RolloutPlatform platform, Fence fence, ModelVersionRef champion, ModelVersionRef? candidate, int weight, bool back = false) =>
        TrafficTests.Change(platform, fence, champion, candidate, weight, back: back);
}
