using Landfall.Contracts.Documents;
using Landfall.Domain.Policies;
using Landfall.Domain.Serving;
using Landfall.Domain.Serving.Gateways;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes.Leases;
using Landfall.Kubernetes.Routes;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>
/// Writes the weights of one route under a fence. Repeating it is harmless; a write older than the route's fence is
/// refused, so nothing that was sent before a rollback can undo it.
/// </summary>
public sealed class ApplyTrafficActivity(
    RunPlaces places, SignedVersions versions, RouteStore routes, RouteLeases leases, RouteHalts halts, TimeProvider time,
    ILogger<ApplyTrafficActivity> logger)
{
    /// <exception cref="FencedException">A newer write has been there, or another run has the route; terminal.</exception>
    /// <exception cref="RouteTakenException">Changed by someone else; terminal. A rollback overrides instead.</exception>
    [Function(Steps.ApplyTraffic)]
    public async Task<AppliedTraffic> Run([ActivityTrigger] TrafficChange change, CancellationToken cancel)
    {
        if (!change.MayOverride)
        {
            await leases.Renew(change.Route, change.RunId, cancel);
            if (await halts.Of(change.Route, cancel) is { } halt)
                return new(change.Fence, "", Halted: $"route {change.Route.Name} is {halt}");
        }

        if (!change.MayOverride && await Frozen(change, cancel) is { } frozen)
            return new(change.Fence, "", Halted: $"route {change.Route.Name} is {frozen}");

        if (!change.MayOverride && await Closed(change, cancel) is { } closed)
            return closed;

        var gateway = await GatewayOf(change, cancel);
        if (change.Weights.Mirror && GatewayNeeds.ShadowRefusal(gateway) is { } refusal)
            throw new TerminalFailure($"{refusal}. {GatewayNeeds.ShadowHint}");

        var applied = await routes.Apply(change, gateway, cancel);
        Log.Shifted(logger, change.Route.Name, applied.Fence.ToString(), change.Reason);
        if (applied.Overrode is { } whom)
            Log.Overrode(logger, change.RunId, whom, change.Route.Name);
        return applied;
    }

    /// <summary>
    /// A way back needs nothing but the cluster: the route itself says on which gateway it hangs. Only where it does not, and
    /// for more traffic, the run's documents are read.
    /// </summary>
    private async Task<GatewaySpec> GatewayOf(TrafficChange change, CancellationToken cancel)
    {
        if (change.MayOverride && (await routes.Read(change.Route, cancel))?.Gateway is { } known)
            return known;

        return (await places.Of(RunOf(change), cancel)).Environment.Gateway;
    }

    private static Run RunOf(TrafficChange change) => change.Run ?? throw new TerminalFailure(
        $"The change of route {change.Route.Name} by {change.RunId} names no run, so its documents are unknown. Send the run along.");

    /// <summary>The hours once more: the write may have been minutes on its way. One that raises nothing has none.</summary>
    /// <returns>Why the weight may not be raised now.</returns>
    private async Task<AppliedTraffic?> Closed(TrafficChange change, CancellationToken cancel)
    {
        if (change.Weights is not { Candidate: { } candidate, CandidateWeight: > 0 })
            return null;

        var during = (await places.Of(RunOf(change), cancel)).Pipeline.Rollout.During;
        if (RaiseHours.OpensAt(during, time.GetUtcNow()) is not { } opens)
            return null;

        var now = (await routes.Read(change.Route, cancel))?.Weights;
        return now?.Candidate == candidate && now.CandidateWeight >= change.Weights.CandidateWeight
            ? null
            : new(
                change.Fence, "", Halted: $"route {change.Route.Name} waits until {opens.UtcDateTime:u}: weights rise {RaiseHours.Text(during)}",
                OpensAt: opens);
    }

    /// <summary>The policy once more, at the last moment: it may be days since it was asked.</summary>
    /// <returns>Why nothing may move now; it is asked again later.</returns>
    /// <exception cref="TerminalFailure">The policy does not allow this at any time.</exception>
    private async Task<FreezeHit?> Frozen(TrafficChange change, CancellationToken cancel)
    {
        if (change.Weights is not { Candidate: { } candidate, CandidateWeight: > 0 })
            return null;

        var run = RunOf(change);
        var pipeline = (await places.Of(run, cancel)).Pipeline;
        var policy = await places.Policy(run, cancel);
        if (PolicyRules.Refusal(PolicyRules.Of(policy, pipeline)) is { } refusal)
            throw new TerminalFailure($"No traffic goes to {candidate}: {refusal}. Change the pipeline, then run again.");
        if (policy.Images.Count > 0 && !ImagePrefixes.Allow(policy.Images, candidate.ServerImage))
            throw new TerminalFailure(
                $"No traffic goes to {candidate}: the policy does not allow its server {candidate.ServerImage}; allowed are images under "
                + $"{string.Join(", ", policy.Images)}.");
        if (ModelTrust.Of(policy, candidate.Model) is { Keys: not null } trust)
            await versions.Verify(candidate, trust, cancel);
        return FreezeCalendar.At(policy, time.GetUtcNow());
    }
}
