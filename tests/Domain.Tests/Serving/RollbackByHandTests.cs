using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;
using Landfall.Domain.Tests.Rollout;

namespace Landfall.Domain.Tests.Serving;

public sealed class RollbackByHandTests
{
    private static readonly RouteRef Route = new("serve", "flights");
    private static readonly GatewaySpec Gateway = new("public", "gateways", [GatewayCapability.Sticky]);

    private static StoredRoute Stored(ModelVersionRef? champion, ModelVersionRef? candidate, int weight, bool mirror = false) =>
        StoredRoute.Read(RouteManifest.Of(
            new(Route, new(champion, candidate, weight, mirror, "3.2"), new(3, 2), false, "run-a", "because"),
            new(3, 2), Gateway, null));

    private static HandRuling On(StoredRoute stored) =>
        RollbackByHand.On(Route, stored, "ada", "it is wrong", Rollouts.Start);

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, false)]
    [InlineData(100, false)]
    public void All_traffic_goes_to_the_version_before_in_a_higher_epoch(int weight, bool mirror)
    {
        var change = On(Stored(Rollouts.Version(6), Rollouts.Version(7), weight, mirror)).Change!;

        Assert.Equal((new Fence(4, 0), true), (change.Fence, change.MayOverride));
        Assert.Equal(new Weights(Rollouts.Version(6), null, 0, false, "4.0"), change.Weights);
        Assert.Equal((7, 6, "run-a"), (change.ByHand!.From.Number, change.ByHand.To.Number, change.ByHand.Run));
    }

    [Fact]
    public void The_route_alone_tells_it_all_and_keeps_it_over_later_writes()
    {
        var stored = Stored(Rollouts.Version(6), Rollouts.Version(7), 100);
        var change = On(stored).Change!;
        var written = RouteManifest.Of(change, change.Fence, stored.Gateway!, null);
        var later = RouteManifest.Of(
            new(Route, change.Weights with { Stratum = "5.1" }, new(5, 1), false, "run-b", "next"), new(5, 1), Gateway, written);

        Assert.Equal("gateways/public", $"{stored.Gateway!.Namespace}/{stored.Gateway.Name}");
        Assert.Equal(change.ByHand, StoredRoute.Read(written).ByHand);
        Assert.Equal(change.ByHand, StoredRoute.Read(later).ByHand);
    }

    [Fact]
    public void A_first_version_and_a_route_that_went_back_already_are_refused_with_what_to_do()
    {
        var first = On(Stored(null, Rollouts.Version(1), 100));
        var done = On(Stored(Rollouts.Version(6), null, 0));

        Assert.Null(first.Change);
        Assert.Contains("first version", first.Refusal, StringComparison.Ordinal);
        Assert.Contains("landfall halt", first.Hint, StringComparison.Ordinal);
        Assert.Null(done.Change);
        Assert.Contains("all traffic of flights is with flights v6", done.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.2", JudgeOutcome.Harm)]
    [InlineData("4.0", JudgeOutcome.Undecided)]
    [InlineData("5.1", JudgeOutcome.Undecided)]
    public void To_a_step_that_began_before_it_is_harm_and_to_later_ones_nothing(string since, JudgeOutcome outcome)
    {
        var byHand = On(Stored(Rollouts.Version(6), Rollouts.Version(7), 10)).Change!.ByHand;

        var seen = RollbackByHand.Seen(Rollouts.Evidence(Rollouts.Start), byHand, since);

        Assert.Equal(outcome, seen.Readings[0].Outcome);
    }
}
