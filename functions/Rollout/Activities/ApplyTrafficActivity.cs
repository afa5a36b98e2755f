using Landfall.Contracts.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Policies;
using Landfall.Domain.Serving;
using Landfall.Domain.Serving.Gateways;
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
    RunPlaces places, LastMoment last, RouteStore routes, RouteLeases leases, RouteHalts halts, ILogger<ApplyTrafficActivity> logger)
{
    /// <exception cref="FencedException">A newer write has been there, or another run has the route; terminal.</exception>
    /// <exception cref="RouteTakenException">Changed by someone else; terminal. A rollback overrides instead.</exception>
    [Function(Steps.ApplyTraffic)]
    public async Task<AppliedTraffic> Run(
        [ActivityTrigger] TrafficChange change, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        Experiment.Forbid(change.RunId, "have traffic");
        var (passed, testers) = (new List<PassedRule>(), (TesterSpec?)null);
        if (!change.MayOverride)
        {
            testers = (await places.Of(RunOf(change), cancel)).Pipeline.Rollout.Testers;
            if (await Held(change, testers, passed, cancel) is { } held)
                return held;
        }

        var gateway = await GatewayOf(change, cancel);
        if (change.Weights.Mirror && GatewayNeeds.ShadowRefusal(gateway, change.Weights.MirrorPercent is < 100) is { } refusal)
            throw new TerminalFailure($"{refusal}. {GatewayNeeds.ShadowHint}");

        var weight = change.Weights.CandidateWeight;
        await last.Tell(change.RunId, $"{change.Weights.Candidate} goes to {weight} %", $"{change.Fence}-{weight}", passed, client, cancel);
        var applied = await routes.Apply(change, gateway, cancel, testers);
        Log.Shifted(logger, change.Route.Name, applied.Fence.ToString(), change.Reason);
        if (applied.Overrode is { } whom)
            Log.Overrode(logger, change.RunId, whom, change.Route.Name);
        return passed.Count == 0 ? applied : applied with { Passed = [.. passed.Select(rule => rule.Explanation)] };
    }

    /// <summary>All that may hold more traffic back at this moment.</summary>
    /// <param name="passed">Gets the rules that would, and were overridden.</param>
    /// <returns>Why nothing is written now; it is asked again later.</returns>
    private async Task<AppliedTraffic?> Held(
        TrafficChange change, TesterSpec? testers, List<PassedRule> passed, CancellationToken cancel)
    {
        await leases.Renew(change.Route, change.RunId, cancel);
        if (await halts.Of(change.Route, cancel) is { } halt)
            return new(change.Fence, "", Halted: $"route {change.Route.Name} is {halt}");

        // Testers are people too: what holds for the first weight holds for them.
        if (change.Weights is not { Candidate: { } candidate, CandidateWeight: var weight } || (weight == 0 && testers is null))
            return null;
        if (await last.Frozen(RunOf(change), candidate, passed, cancel) is { } frozen)
            return new(change.Fence, "", Halted: $"route {change.Route.Name} is {frozen}");

        return weight == 0 ? null : await Closed(change, candidate, passed, cancel);
    }

    /// <summary>The hours once more: the write may have been minutes on its way. One that raises nothing has none.</summary>
    /// <returns>Why the weight may not be raised now.</returns>
    private async Task<AppliedTraffic?> Closed(
        TrafficChange change, ModelVersionRef candidate, List<PassedRule> passed, CancellationToken cancel)
    {
        var run = RunOf(change);
        if ((await places.Of(run, cancel)).Pipeline.Rollout.During is not { } during)
            return null;
        var now = (await routes.Read(change.Route, cancel))?.Weights;
        if (now?.Candidate == candidate && now.CandidateWeight >= change.Weights.CandidateWeight)
            return null;

        return await last.Closed(run, candidate, passed, cancel) is { } opens
            ? new(
                change.Fence, "", Halted: $"route {change.Route.Name} waits until {opens.UtcDateTime:u}: weights rise {RaiseHours.Text(during)}",
                OpensAt: opens)
            : null;
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
}
