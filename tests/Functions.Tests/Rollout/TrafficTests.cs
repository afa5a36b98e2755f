using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Landfall.Contracts;
using Landfall.Domain.Serving;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Tests.Train;

namespace Landfall.Functions.Tests.Rollout;

public sealed class TrafficTests
{
    public static ModelVersionRef Version(int number) => new("flights", number, JobDocuments.Digest, "server", JobDocuments.Digest);

    internal static TrafficChange Change(
        RolloutPlatform platform, Fence fence, ModelVersionRef? champion, ModelVersionRef? candidate, int weight,
        bool mirror = false, bool back = false, Run? run = null) => new(
        platform.Route, new(champion, candidate, weight, mirror, fence.ToString()), fence, back, (run ?? platform.Run).Id,
        "because", run ?? platform.Run);

    private static async Task<JsonArray> Rules(RolloutPlatform platform)
    {
        var route = await platform.Api.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
            "gateway.networking.k8s.io", "v1", RolloutPlatform.Space, "httproutes", "flights");
        return route["spec"]!["rules"]!.AsArray();
    }

    private static async Task<JsonNode> Rule(RolloutPlatform platform) => (await Rules(platform))[0]!;

    private static IEnumerable<(string Name, int Weight)> Backends(JsonNode rule) => rule["backendRefs"]!.AsArray()
        .Select(backend => (backend!["name"]!.GetValue<string>(), backend["weight"]!.GetValue<int>()));

    private static async Task Edit(RolloutPlatform platform) => await platform.Api.CustomObjects
        .PatchNamespacedCustomObjectAsync<JsonObject>(
            new V1Patch("""{"spec":{"hostnames":["models.example.com"]}}""", V1Patch.PatchType.MergePatch),
            "gateway.networking.k8s.io", "v1", RolloutPlatform.Space, "httproutes", "flights", fieldManager: "kubectl-edit");

    [Fact]
    public async Task A_shadow_step_before_a_gateway_that_is_not_said_to_mirror_is_refused_before_anything_is_started()
    {
        await using var platform = await RolloutPlatform.Start(gateway: new("models", "landfall-gateway"));

        // A first version has nobody to be compared with, and takes no shadow step.
        Assert.True((await platform.Acquire.Run(new(platform.Run, "flights"), default)).Held);
        await platform.Apply.Run(Change(platform, new(1, 1), null, Version(6), 100), default);
        await platform.Release.Run(new(platform.Route, platform.Run), default);

        var refused = await Assert.ThrowsAsync<TerminalFailure>(() => platform.Acquire.Run(new(platform.Other, "flights"), default));

        Assert.StartsWith(
            "Gateway landfall-gateway/models is not said to mirror requests, which a shadow step needs. Add 'mirror'", refused.Message,
            StringComparison.Ordinal);
        var lease = await platform.Api.CoordinationV1.ReadNamespacedLeaseAsync("landfall-flights", RolloutPlatform.Space);
        Assert.NotEqual(platform.Other.Id, lease.Spec.HolderIdentity);
    }

    [Fact]
    public async Task Testers_are_let_in_from_shadow_on_and_not_while_the_policy_freezes()
    {
        var day = DateTimeOffset.UtcNow.Date;
        var freeze = $"{{ freeze: [ {{ from: {day.AddDays(-1):yyyy-MM-dd}T00:00:00Z, to: {day.AddDays(2):yyyy-MM-dd}T00:00:00Z, reason: year end }} ] }}";
        await using var frozen = await RolloutPlatform.Start(freeze, testers: new("x-preview", "yes"));
        await using var platform = await RolloutPlatform.Start(testers: new("x-preview", "yes"));
        await frozen.Acquire.Run(new(frozen.Run, "flights"), default);
        await platform.Acquire.Run(new(platform.Run, "flights"), default);

        var held = await frozen.Apply.Run(Change(frozen, new(1, 1), Version(6), Version(7), 0, mirror: true), default);
        await platform.Apply.Run(Change(platform, new(1, 1), Version(6), Version(7), 0, mirror: true), default);
        var repeat = await platform.Apply.Run(Change(platform, new(1, 1), Version(6), Version(7), 0, mirror: true), default);
        var open = await Rules(platform);
        await platform.Apply.Run(Change(platform, new(2, 0), Version(6), null, 0, back: true), default);

        Assert.Contains("year end", held.Halted, StringComparison.Ordinal);
        Assert.Equal(new Fence(1, 1), repeat.Fence);
        Assert.Equal(2, open.Count);
        Assert.Equal([("flights-v7", 100)], Backends(open[1]!));
        Assert.Single(await Rules(platform));
    }

    [Fact]
    public async Task Weights_and_copies_reach_the_route_and_a_repeat_changes_nothing()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);

        var shadow = Change(platform, new(1, 1), Version(6), Version(7), 0, mirror: true);
        var first = await platform.Apply.Run(shadow, default);
        var rule = await Rule(platform);
        Assert.Equal([("flights-v6", 100)], Backends(rule));
        Assert.Equal("/v2/models/flights", rule["matches"]![0]!["path"]!["value"]!.GetValue<string>());
        Assert.Equal("flights-v7", rule["filters"]![1]!["requestMirror"]!["backendRef"]!["name"]!.GetValue<string>());
        Assert.Equal(first, await platform.Apply.Run(shadow, default));

        await platform.Apply.Run(Change(platform, new(1, 2), Version(6), Version(7), 10), default);
        rule = await Rule(platform);
        Assert.Equal([("flights-v6", 90), ("flights-v7", 10)], Backends(rule));
        Assert.Equal(
            "1.2", Assert.Single(rule["filters"]!.AsArray())!["requestHeaderModifier"]!["set"]![0]!["value"]!.GetValue<string>());

        await platform.Apply.Run(Change(platform, new(1, 3), Version(6), Version(7), 100), default);
        Assert.Equal([("flights-v7", 100)], Backends(await Rule(platform)));
    }

    [Fact]
    public async Task A_write_that_was_sent_before_the_way_back_is_refused_after_it()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(Change(platform, new(1, 1), Version(6), Version(7), 10), default);
        await platform.Apply.Run(Change(platform, new(2, 0), Version(6), null, 0, back: true), default);

        var late = await Assert.ThrowsAsync<FencedException>(() =>
            platform.Apply.Run(Change(platform, new(1, 2), Version(6), Version(7), 50), default));

        Assert.Contains("has 2.0", late.Message, StringComparison.Ordinal);
        Assert.Equal([("flights-v6", 100)], Backends(await Rule(platform)));
    }

    [Fact]
    public async Task A_route_held_by_another_run_is_not_written()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);

        await Assert.ThrowsAsync<FencedException>(() =>
            platform.Apply.Run(Change(platform, new(9, 1), Version(6), Version(8), 10, run: platform.Other), default));

        Assert.Null(await platform.Routes.Read(platform.Route, default));
    }

    [Fact]
    public async Task An_edit_by_hand_stops_the_way_forward_and_is_overridden_on_the_way_back()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(Change(platform, new(1, 1), Version(6), Version(7), 10), default);
        await Edit(platform);

        var taken = await Assert.ThrowsAsync<RouteTakenException>(() =>
            platform.Apply.Run(Change(platform, new(1, 2), Version(6), Version(7), 50), default));
        Assert.Contains("kubectl-edit", taken.Message, StringComparison.Ordinal);

        var back = await platform.Apply.Run(Change(platform, new(2, 0), Version(6), null, 0, back: true), default);
        Assert.Contains("kubectl-edit", back.Overrode, StringComparison.Ordinal);
        Assert.Equal([("flights-v6", 100)], Backends(await Rule(platform)));
        Assert.Null((await platform.Routes.Read(platform.Route, default))!.EditedBy);
    }

    [Fact]
    public async Task A_version_is_retired_only_when_nothing_is_sent_to_it()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        var (champion, candidate) = (await platform.Register("0.2 0", "sleeper"), await platform.Register("0.8 0", "sleeper"));
        await platform.Deploy.Run(new(platform.Run, candidate), default);
        await platform.Apply.Run(Change(platform, new(1, 1), champion, candidate, 10), default);

        var used = await Assert.ThrowsAsync<TerminalFailure>(() =>
            platform.Retire.Run(new(platform.Run, candidate, "by the test"), default));
        Assert.Contains("still sends it requests", used.Message, StringComparison.Ordinal);

        await platform.Apply.Run(Change(platform, new(2, 0), champion, null, 0, back: true), default);
        await platform.Retire.Run(new(platform.Run, candidate, "by the test"), default);
        await platform.Retire.Run(new(platform.Run, candidate, "by the test"), default);
        Assert.Empty(platform.Objects("Deployment"));
        Assert.Empty(platform.Objects("Service"));
        await Eventually.True(() => platform.Objects("Pod").Count == 0, "the end of the pods");
    }

    [Fact]
    public async Task A_route_whose_run_died_is_set_back_and_a_promoted_one_is_left()
    {
        await using var platform = await RolloutPlatform.Start();
        var gateway = (await platform.Places.Of(platform.Run, default)).Environment.Gateway;
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(Change(platform, new(1, 1), Version(6), Version(7), 10), default);

        var hub = new FakeDurableTaskClient();
        Assert.Empty(await platform.Reset.Sweep(RolloutPlatform.Space, await platform.Listed(), gateway, hub, default));
        await platform.End(platform.Run, Verdict.Failed);
        Assert.Equal(["flights"], await platform.Reset.Sweep(RolloutPlatform.Space, await platform.Listed(), gateway, hub, default));
        Assert.Equal([("flights-v6", 100)], Backends(await Rule(platform)));
        var owed = hub.Started.Select(one => Assert.IsType<RecordFact>(one.Input)).ToList();
        Assert.Equal(["drift-found-flights-1.1", "drift-mended-flights-1.1"], owed.Select(fact => fact.Key));
        Assert.All(owed, fact => Assert.Equal((platform.Run.Id, "reconciler"), (fact.RunId, fact.By)));
        Assert.EndsWith("all of them go to flights v6 since 2.0", owed[1].Summary, StringComparison.Ordinal);
        Assert.Empty(await platform.Reset.Sweep(RolloutPlatform.Space, await platform.Listed(), gateway, hub, default));

        await platform.Acquire.Run(new(platform.Other, "flights"), default);
        await platform.Apply.Run(Change(platform, new(3, 1), Version(6), Version(8), 100, run: platform.Other), default);
        await platform.End(platform.Other, Verdict.Promoted);
        Assert.Empty(await platform.Reset.Sweep(RolloutPlatform.Space, await platform.Listed(), gateway, hub, default));
        Assert.Equal([("flights-v8", 100)], Backends(await Rule(platform)));
    }

    [Fact]
    public async Task A_way_back_needs_nothing_but_the_cluster()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(Change(platform, new(1, 1), Version(6), Version(7), 10), default);

        // Documents, registry and record lie in storage, and so would anything of Git's: all of it is gone, for whoever starts now.
        platform.Blobs.FailNext = int.MaxValue;
        var started = platform.ApplyAfterRestart;
        await Assert.ThrowsAnyAsync<Exception>(
            () => started.Run(Change(platform, new(1, 2), Version(6), Version(7), 50), default));
        var back = await started.Run(Change(platform, new(2, 0), Version(6), null, 0, back: true), default);

        Assert.Equal(new Fence(2, 0), back.Fence);
        Assert.Equal([("flights-v6", 100)], Backends(await Rule(platform)));
        platform.Blobs.FailNext = 0;
    }

    [Fact]
    public async Task Looks_go_on_while_storage_is_away()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(Change(platform, new(1, 1), Version(6), Version(7), 10), default);

        platform.Blobs.FailNext = int.MaxValue;
        var seen = await platform.Observe.Run(
            new(platform.Run, platform.Route, Version(7), Version(6), 1, "1.1", CounterState.Empty, 0), default);

        Assert.Contains("no agent", seen.Blind, StringComparison.Ordinal);
        platform.Blobs.FailNext = 0;
    }

    [Fact]
    public async Task A_freeze_of_the_policy_holds_traffic_back_and_never_the_way_home()
    {
        const string Frozen = "{ freeze: [ { reason: audit, from: 2020-01-01T00:00:00Z, to: 2999-01-01T00:00:00Z } ] }";
        await using var platform = await RolloutPlatform.Start(Frozen);
        await platform.Acquire.Run(new(platform.Run, "flights"), default);

        Assert.Null((await platform.Apply.Run(Change(platform, new(1, 1), Version(6), Version(7), 0, mirror: true), default)).Halted);
        var held = await platform.Apply.Run(Change(platform, new(1, 2), Version(6), Version(7), 10), default);
        Assert.Equal("route flights is frozen until 2999-01-01 00:00:00Z by the policy: audit", held.Halted);
        Assert.Equal([("flights-v6", 100)], Backends(await Rule(platform)));

        var back = await platform.Apply.Run(Change(platform, new(2, 0), Version(6), null, 0, back: true), default);
        Assert.Null(back.Halted);
    }

    [Fact]
    public async Task What_the_policy_does_not_allow_gets_no_traffic_at_the_last_moment_either()
    {
        await using var platform = await RolloutPlatform.Start("{ images: [registry.local] }");
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        var foreign = Version(7) with { ServerImage = "registry.local.evil/server@sha256:1" };

        var failure = await Assert.ThrowsAsync<TerminalFailure>(
            () => platform.Apply.Run(Change(platform, new(1, 1), Version(6), foreign, 10), default));

        Assert.Contains("the policy does not allow its server registry.local.evil", failure.Message, StringComparison.Ordinal);
    }
}
