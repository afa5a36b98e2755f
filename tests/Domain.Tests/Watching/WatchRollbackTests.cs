using Landfall.Contracts;
using Landfall.Domain.Serving;
using Landfall.Domain.Watching;

namespace Landfall.Domain.Tests.Watching;

public sealed class WatchRollbackTests
{
    private static readonly RouteRef Route = new("serve", "flights");
    private static readonly GoBackRequest Request = new(Watches.Run, Watches.Seven, "too many requests failed");

    private static readonly StoredRoute Promoted = new(
        "flights", "12", new(4, 3), "flights-1", new(Watches.Six, Watches.Seven, 100, false, "4.3"), "digest", null);

    [Fact]
    public void All_traffic_goes_to_the_version_before_in_a_higher_epoch_and_the_route_says_who_and_why()
    {
        var change = WatchRollback.On(Route, Promoted, Request, Watches.Start).Change!;

        Assert.Equal((Watches.Six, null, new Fence(5, 0)), (change.Weights.Champion, change.Weights.Candidate, change.Fence));
        Assert.Equal(
            ("model-watch", "too many requests failed", "flights-1"), (change.ByHand!.By, change.ByHand.Reason, change.ByHand.Run));
    }

    [Fact]
    public void Asked_again_it_is_done_already()
    {
        var change = WatchRollback.On(Route, Promoted, Request, Watches.Start).Change!;
        var after = Promoted with { Weights = change.Weights, Fence = change.Fence, ByHand = change.ByHand };

        Assert.Equal((null, Watches.Six, null), Parts(WatchRollback.On(Route, after, Request, Watches.Start)));
    }

    [Fact]
    public void What_is_not_its_own_to_take_back_is_refused_and_says_why()
    {
        Assert.Equal("route flights is gone", Refusal(null));
        Assert.Equal(
            "run flights-2 moves traffic to flights v8 now, and its judges decide",
            Refusal(Promoted with
            {
                Run = "flights-2",
                Weights = new(Watches.Seven, Watches.Seven with { Number = 8 }, 10, false, "5.1"),
            }));
        Assert.StartsWith(
            "flights v7 is the first version: there is none to go back to.",
            Refusal(Promoted with { Weights = new(null, Watches.Seven, 100, false, "4.3") }), StringComparison.Ordinal);
        Assert.StartsWith(
            "There is nothing to roll back: all traffic of flights is with flights v7.",
            Refusal(Promoted with { Weights = new(Watches.Seven, null, 0, false, "4.3") }), StringComparison.Ordinal);
    }

    private static (TrafficChange?, ModelVersionRef?, string?) Parts(WatchRollbackRuling ruling) =>
        (ruling.Change, ruling.Done, ruling.Refusal);

    private static string? Refusal(StoredRoute? stored) => WatchRollback.On(Route, stored, Request, Watches.Start).Refusal;
}
