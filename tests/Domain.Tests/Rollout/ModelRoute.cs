using System.Text.Json.Nodes;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;

namespace Landfall.Domain.Tests.Rollout;

/// <summary>A route in a cluster, written by the rules of the real one; writes may come late.</summary>
internal sealed class ModelRoute
{
    private static readonly GatewaySpec Gateway = new("public", "gateways");
    private readonly List<TrafficChange> late = [];
    private JsonObject? route;

    /// <summary>What the route had after each write that went through.</summary>
    public List<(int Weight, bool IsBack)> Writes { get; } = [];

    public int Weight => Stored?.Weights?.CandidateWeight ?? 0;

    public StoredRoute? Stored => route is null ? null : StoredRoute.Read(route);

    /// <exception cref="FencedException">As the real one.</exception>
    public AppliedTraffic Apply(TrafficChange change)
    {
        var ruling = RouteRules.On(
            change, Stored, RouteManifest.Digest(RouteManifest.Spec(change.Route, change.Weights, Gateway)));
        if (ruling.Write)
        {
            route = RouteManifest.Of(change, ruling.Fence, Gateway, route);
            Writes.Add((change.Weights.CandidateWeight, change.MayOverride));
        }

        return new(ruling.Fence, "1");
    }

    /// <summary>The write is on its way; nobody knows when it arrives.</summary>
    public void Delay(TrafficChange change) => late.Add(change);

    /// <summary>One of the late writes arrives, if the cluster still takes it.</summary>
    public void Deliver(int which)
    {
        if (late.Count == 0)
            return;

        var change = late[which % late.Count];
        late.Remove(change);
        try
        {
            Apply(change);
        }
        catch (FencedException)
        {
            // It came too late: what is there is newer.
        }
    }

    public void DeliverAll()
    {
        while (late.Count > 0)
            Deliver(late.Count - 1);
    }
}
