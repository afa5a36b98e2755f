using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;
using Landfall.Domain.Tests.Rollout;

namespace Landfall.Domain.Tests.Serving;

public sealed class RouteRulesTests
{
    private static readonly GatewaySpec Gateway = new("public", "gateways");
    private static readonly RouteRef Route = new("serve", "flights");

    private static TrafficChange Change(Fence fence, int weight, bool back = false, string run = "run-a") => new(
        Route, new(Rollouts.Version(6), back ? null : Rollouts.Version(7), weight, false, fence.ToString()), fence, back, run, "because");

    private static StoredRoute Stored(TrafficChange change, string? edited = null)
    {
        var route = RouteManifest.Of(change, change.Fence, Gateway, null);
        if (edited is not null)
            route["spec"]!["hostnames"] = new System.Text.Json.Nodes.JsonArray(edited);
        return StoredRoute.Read(route);
    }

    private static RouteRuling On(TrafficChange change, StoredRoute? stored) =>
        RouteRules.On(change, stored, RouteManifest.Digest(RouteManifest.Spec(change.Route, change.Weights, Gateway)));

    [Fact]
    public void A_later_write_goes_through() =>
        Assert.True(On(Change(new(3, 2), 50), Stored(Change(new(3, 1), 10))).Write);

    [Fact]
    public void A_repeat_changes_nothing_and_succeeds() =>
        Assert.Equal(new RouteRuling(false, new(3, 1)), On(Change(new(3, 1), 10), Stored(Change(new(3, 1), 10))));

    [Fact]
    public void A_late_forward_write_cannot_undo_a_rollback() =>
        Assert.Throws<FencedException>(() => On(Change(new(3, 2), 50), Stored(Change(new(4, 0), 0, back: true))));

    [Fact]
    public void A_forward_write_stops_at_a_foreign_edit() =>
        Assert.Throws<RouteTakenException>(() => On(Change(new(3, 2), 50), Stored(Change(new(3, 1), 10), "x.example.com")));

    [Fact]
    public void A_rollback_overrides_a_foreign_edit_and_says_so()
    {
        var ruling = On(Change(new(4, 0), 0, back: true), Stored(Change(new(3, 1), 10), "x.example.com"));

        Assert.True(ruling.Write);
        Assert.Contains("edited", ruling.Overrode, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollback_below_its_own_run_s_fence_goes_above_it() =>
        Assert.Equal(
            new RouteRuling(true, new(6, 0)), On(Change(new(4, 0), 0, back: true), Stored(Change(new(5, 1), 10))));

    [Fact]
    public void A_rollback_leaves_a_route_that_a_later_run_has_taken() =>
        Assert.False(On(Change(new(4, 0), 0, back: true), Stored(Change(new(5, 1), 10, run: "run-b"))).Write);

    /// <summary>Found live: v7 was rolled back by hand while the next run, compared with v7, waited for its approval.</summary>
    [Fact]
    public void A_run_that_compared_with_a_version_that_was_rolled_back_since_cannot_bring_it_back()
    {
        var byHand = new TrafficChange(
            Route, new(Rollouts.Version(6), null, 0, false, "4.0"), new(4, 0), MayOverride: true, RollbackByHand.Writer, "by ada",
            ByHand: new(Rollouts.Version(7), Rollouts.Version(6), "run-a", "ada", "slow", Rollouts.Start, new(4, 0)));
        TrafficChange Next(Fence fence, bool back) => new(
            Route, new(Rollouts.Version(7), back ? null : Rollouts.Version(8), 0, Mirror: !back, fence.ToString()), fence, back, "run-b", "because");

        var refused = Assert.Throws<RouteTakenException>(() => On(Next(new(5, 1), back: false), Stored(byHand)));
        var back = On(Next(new(6, 0), back: true), Stored(byHand));

        Assert.Contains("with flights v6 now", refused.Message, StringComparison.Ordinal);
        Assert.Contains("landfall rerun", refused.Message, StringComparison.Ordinal);
        Assert.Equal(new RouteRuling(false, new(4, 0)), back);
    }

    [Fact]
    public void A_version_without_weight_is_not_named_so_that_it_can_be_retired()
    {
        var all = Stored(Change(new(3, 4), 100));

        Assert.False(all.Uses(Rollouts.Version(6)));
        Assert.True(all.Uses(Rollouts.Version(7)));
        Assert.DoesNotContain("flights-v6", RouteManifest.Spec(Route, Change(new(3, 4), 100).Weights, Gateway).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(100, false)]
    public void Testers_have_a_rule_of_their_own_in_no_stratum_of_the_judges_until_everybody_has_the_candidate(int weight, bool theirs)
    {
        var rules = RouteManifest.Spec(Route, Change(new(3, 4), weight).Weights, Gateway, new("x-preview", "yes"))["rules"]!.AsArray();

        Assert.Equal(theirs ? 2 : 1, rules.Count);
        Assert.Equal("3.4", Stratum(rules[0]!));
        if (!theirs)
            return;

        var own = rules[1]!;
        Assert.Equal("""[{"type":"Exact","name":"x-preview","value":"yes"}]""", own["matches"]![0]!["headers"]!.ToJsonString());
        Assert.Equal(rules[0]!["matches"]![0]!["path"]!.ToJsonString(), own["matches"]![0]!["path"]!.ToJsonString());
        Assert.Equal(("testers", "flights-v7"), (Stratum(own), (string)Assert.Single(own["backendRefs"]!.AsArray())!["name"]!));

        static string? Stratum(System.Text.Json.Nodes.JsonNode rule) =>
            (string?)rule["filters"]![0]!["requestHeaderModifier"]!["set"]![0]!["value"];
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(100, null)]
    [InlineData(20, 20)]
    public void A_part_of_the_requests_is_copied_where_less_than_all_are_wanted(int? percent, int? written)
    {
        var weights = new Weights(Rollouts.Version(6), Rollouts.Version(7), 0, Mirror: true, "3.1", percent);

        var filter = RouteManifest.Spec(Route, weights, Gateway)["rules"]![0]!["filters"]![1]!["requestMirror"]!;

        Assert.Equal(written, (int?)filter["percent"]);
        Assert.Equal("flights-v7", (string?)filter["backendRef"]!["name"]);
    }

    [Fact]
    public void A_route_back_lets_no_tester_in() => Assert.Single(
        RouteManifest.Spec(Route, Change(new(4, 0), 0, back: true).Weights, Gateway, new("x-preview", "yes"))["rules"]!.AsArray());

    [Fact]
    public void A_route_that_somebody_deleted_is_not_made_again_for_more_traffic_but_for_the_way_back()
    {
        Assert.True(On(Change(new(3, 1), 10), null).Write);
        Assert.Contains("was deleted", Assert.Throws<RouteTakenException>(
            () => On(Change(new(3, 2), 50), null)).Message, StringComparison.Ordinal);
        Assert.True(On(Change(new(4, 0), 0, back: true), null).Write);
    }

    [Fact]
    public void The_way_back_of_a_first_version_leaves_its_fence_where_no_route_is_yet()
    {
        // Its first write timed out and is still on its way: were there nothing, it would come after the way back.
        var back = Change(new(4, 0), 0, back: true);
        back = back with { Weights = back.Weights with { Champion = null } };

        Assert.True(On(back, null).Write);
        Assert.Throws<FencedException>(() => On(Change(new(3, 1), 100), Stored(back)));
    }
}
