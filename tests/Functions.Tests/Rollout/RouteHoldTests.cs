using k8s;
using Landfall.Contracts;
using Landfall.Domain.Serving;

namespace Landfall.Functions.Tests.Rollout;

public sealed class RouteHoldTests
{
    [Fact]
    public async Task One_run_holds_a_route_and_the_next_begins_a_new_epoch()
    {
        await using var platform = await RolloutPlatform.Start();

        var mine = await platform.Acquire.Run(new(platform.Run, "flights"), default);
        Assert.Equal((true, new Fence(1, 0), false), (mine.Held, mine.Fence, mine.Exists));
        Assert.Equal(mine.Fence, (await platform.Acquire.Run(new(platform.Run, "flights"), default)).Fence);

        var theirs = await platform.Acquire.Run(new(platform.Other, "flights"), default);
        Assert.Equal((false, platform.Run.Id), (theirs.Held, theirs.HeldBy));
        await platform.Release.Run(new(platform.Route, platform.Other), default);
        Assert.False((await platform.Acquire.Run(new(platform.Other, "flights"), default)).Held);

        await platform.Release.Run(new(platform.Route, platform.Run), default);
        await platform.Release.Run(new(platform.Route, platform.Run), default);
        var next = await platform.Acquire.Run(new(platform.Other, "flights"), default);
        Assert.Equal((true, new Fence(2, 0)), (next.Held, next.Fence));
    }

    [Fact]
    public async Task A_run_that_is_over_or_silent_loses_its_route_and_learns_it_at_its_next_look()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);

        platform.Clock.Ahead = TimeSpan.FromMinutes(9);
        Assert.False((await platform.Acquire.Run(new(platform.Other, "flights"), default)).Held);
        platform.Clock.Ahead = TimeSpan.FromMinutes(11);
        Assert.Equal(new Fence(2, 0), (await platform.Acquire.Run(new(platform.Other, "flights"), default)).Fence);
        await Assert.ThrowsAsync<FencedException>(() => platform.Leases.Renew(platform.Route, platform.Run.Id, default));

        await platform.End(platform.Other, Verdict.RolledBack);
        Assert.Equal(new Fence(3, 0), (await platform.Acquire.Run(new(platform.Run, "flights"), default)).Fence);
    }

    [Fact]
    public async Task A_new_epoch_lies_above_the_fence_that_a_rollback_left_on_the_route()
    {
        await using var platform = await RolloutPlatform.Start();
        var version = TrafficTests.Version(1);
        var lease = await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(TrafficTests.Change(platform, lease.Fence.Next(), version, null, 0), default);
        await platform.Apply.Run(TrafficTests.Change(platform, new(7, 0), version, null, 0, back: true), default);
        await platform.Release.Run(new(platform.Route, platform.Run), default);

        var next = await platform.Acquire.Run(new(platform.Other, "flights"), default);

        Assert.Equal((new Fence(8, 0), true), (next.Fence, next.Exists));
        var stored = await platform.Api.CoordinationV1.ReadNamespacedLeaseAsync("landfall-flights", RolloutPlatform.Space);
        Assert.Equal((8, platform.Other.Id), (stored.Spec.LeaseTransitions, stored.Spec.HolderIdentity));
    }
}
