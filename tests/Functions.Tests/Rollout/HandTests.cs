using Landfall.Contracts;
using Landfall.Domain.Serving;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Rollout.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Rollout;

/// <summary>What people write to the cluster themselves, and what the app makes of it.</summary>
public sealed class HandTests
{
    private static async Task<HandRollback> RollBack(RolloutPlatform platform)
    {
        var stored = (await platform.Routes.Read(platform.Route, default))!;
        var change = RollbackByHand.On(platform.Route, stored, "ada", "it is wrong", platform.Clock.GetUtcNow()).Change!;
        await platform.Routes.Apply(change, stored.Gateway!, default);
        return change.ByHand!;
    }

    private static async Task<RolloutPlatform> AtTenPercent()
    {
        var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(TrafficTests.Change(platform, new(1, 1), TrafficTests.Version(6), TrafficTests.Version(7), 10), default);
        return platform;
    }

    private static ObserveRequest Look(RolloutPlatform platform) => new(
        platform.Run, platform.Route, TrafficTests.Version(7), TrafficTests.Version(6), 1, "1.1", CounterState.Empty, 0);

    [Fact]
    public async Task What_the_route_says_is_kept_and_written_anew_only_when_it_changed_or_is_old()
    {
        await using var platform = await AtTenPercent();
        var routes = new SeenRoutes(platform.Blobs, platform.Clock);
        async Task<(SeenRoute Seen, string ETag)> Sweep()
        {
            await routes.Sweep(RolloutPlatform.Space, await platform.Listed(), default);
            var stored = (await platform.Blobs.ReadJson<SeenRoute>(Paths.SeenRoute(TrafficTests.Version(6).Model), default))!;
            return (stored.Value, stored.ETag);
        }

        var first = await Sweep();
        Assert.Equal(first.ETag, (await Sweep()).ETag);
        await RollBack(platform);
        var back = await Sweep();

        Assert.Equal((10, TrafficTests.Version(7)), (first.Seen.Weights.CandidateWeight, first.Seen.Weights.Candidate));
        Assert.Equal((0, TrafficTests.Version(6)), (back.Seen.Weights.CandidateWeight, back.Seen.Weights.Serving));
    }

    [Fact]
    public async Task A_rollout_sees_a_rollback_by_hand_as_harm_and_its_own_way_back_leaves_the_route_alone()
    {
        await using var platform = await AtTenPercent();
        Assert.DoesNotContain((await platform.Observe.Run(Look(platform), default)).Readings, reading => reading.Outcome == JudgeOutcome.Harm);

        var byHand = await RollBack(platform);
        var harm = (await platform.Observe.Run(Look(platform), default)).Readings[0];
        await platform.Apply.Run(
            TrafficTests.Change(platform, new(2, 0), TrafficTests.Version(6), null, 0, back: true), default);

        Assert.Equal((JudgeOutcome.Harm, "rolled back by ada: it is wrong"), (harm.Outcome, harm.Explanation));
        Assert.Equal(RollbackByHand.Writer, (await platform.Routes.Read(platform.Route, default))!.Run);
        await Assert.ThrowsAsync<FencedException>(() => platform.Apply.Run(
            TrafficTests.Change(platform, new(1, 2), TrafficTests.Version(6), TrafficTests.Version(7), 50), default));
        Assert.Equal(new Fence(2, 0), byHand.Fence);
    }

    [Fact]
    public async Task It_is_settled_once_its_run_is_over_and_once_only()
    {
        await using var platform = await AtTenPercent();
        var byHand = await RollBack(platform);
        var hub = new FakeDurableTaskClient();
        var hands = new HandRollbacks(platform.Places, NullLogger<HandRollbacks>.Instance);

        Assert.Empty(await hands.Sweep(RolloutPlatform.Space, await platform.Listed(), hub, default));
        await platform.End(platform.Run, Verdict.RolledBack);
        var id = Assert.Single(await hands.Sweep(RolloutPlatform.Space, await platform.Listed(), hub, default));
        Assert.Equal(Orchestrators.SettlementId(platform.Route, byHand.Fence), id);
        Assert.Empty(await hands.Sweep(RolloutPlatform.Space, await platform.Listed(), hub, default));

        await platform.Routes.ClearRollback(platform.Route, byHand.Fence, default);
        await platform.Routes.ClearRollback(platform.Route, byHand.Fence, default);
        Assert.Null((await platform.Routes.Read(platform.Route, default))!.ByHand);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("flights")]
    public async Task A_halt_refuses_more_traffic_and_lets_the_way_back_open(string? halted)
    {
        await using var platform = await AtTenPercent();
        await platform.Brake.Set(RolloutPlatform.Space, "another", new("bo", "not this one", default), default);
        await platform.Brake.Set(RolloutPlatform.Space, halted, new("ada", "it is night", platform.Clock.GetUtcNow()), default);

        var forward = await platform.Apply.Run(
            TrafficTests.Change(platform, new(1, 2), TrafficTests.Version(6), TrafficTests.Version(7), 50), default);
        var look = await platform.Observe.Run(Look(platform), default);
        var back = await platform.Apply.Run(
            TrafficTests.Change(platform, new(2, 0), TrafficTests.Version(6), null, 0, back: true), default);

        Assert.Contains("halted by ada", forward.Halted, StringComparison.Ordinal);
        Assert.Contains("it is night", look.Halted, StringComparison.Ordinal);
        Assert.Equal((null, new Fence(2, 0)), (back.Halted, back.Fence));

        Task<HaltLifting> Lift(string by) =>
            platform.Brake.Lift(RolloutPlatform.Space, halted, new(by, platform.Clock.GetUtcNow()), default);
        Assert.Equal((HaltLifting.First, HaltLifting.SamePerson), (await Lift("ada"), await Lift("Ada")));
        Assert.Contains("a second person", (await platform.Halts.Of(platform.Route, default))!.ToString(), StringComparison.Ordinal);
        Assert.Equal((HaltLifting.Lifted, HaltLifting.NotHalted), (await Lift("bo"), await Lift("cy")));
        Assert.Null(await platform.Halts.Of(platform.Route, default));
        Assert.NotNull(await platform.Halts.Of(new(RolloutPlatform.Space, "another"), default));
    }

    [Fact]
    public async Task The_version_that_was_replaced_stays_ready_and_the_one_before_it_goes()
    {
        await using var platform = await RolloutPlatform.Start();
        var (five, six, seven) = (await platform.Serve("0.5 0"), await platform.Serve("0.6 0"), await platform.Serve("0.7 0"));
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(TrafficTests.Change(platform, new(1, 1), six, seven, 100), default);

        await platform.Retire.Run(new(platform.Run, six, "replaced"), default);

        Assert.Equal(
            [ServingNames.Deployment("flights", six), ServingNames.Deployment("flights", seven)],
            (await platform.Serving.Deployed(RolloutPlatform.Space, "flights", default)).Order(StringComparer.Ordinal));
        Assert.Equal(1, five.Number);
    }
}
