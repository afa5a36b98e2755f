using Landfall.Contracts.Documents;
using Landfall.Domain.Rollout;
using Landfall.Domain.Serving;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes;
using Landfall.Kubernetes.Leases;
using Landfall.Kubernetes.Routes;
using Landfall.Kubernetes.Serving;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>One look: what all agents have counted, and what the judges say to it.</summary>
public sealed class ObserveStepActivity(
    RunPlaces places, RouteStore routes, RouteLeases leases, RouteHalts halts, AgentReader agents, IMetricSource metrics,
    ILogSource logs, IGatewaySource gateway, RunOverrides overrides, TimeProvider time,
    ILogger<ObserveStepActivity> logger)
{
    /// <exception cref="FencedException">Another run has the route; terminal.</exception>
    [Function(Steps.ObserveStep)]
    public async Task<StepEvidence> Run([ActivityTrigger] ObserveRequest look, CancellationToken cancel)
    {
        await leases.Renew(look.Route, look.Run.Id, cancel);
        var place = await places.Of(look.Run, cancel);
        var isShadow = RolloutState.StepsOf(place.Plan, look.Champion)[look.Step].IsShadow;

        // Before the agents: what a gateway has seen, they have counted, unless they are gone.
        var seen = await gateway.Read(
            look.Route, look.Champion is { } old ? [old, look.Candidate] : [look.Candidate], place.Environment.Metrics, cancel);
        var (pods, unreadable) = await Pods(look, isShadow, cancel);
        var numbers = await Numbers(place, cancel);
        var probes = look.Probe == true && unreadable is null ? await Probes(look, cancel) : null;
        var evidence = StepObservation.Of(look, place.Plan, new(time.GetUtcNow(), pods, numbers, unreadable, seen, probes)) with
        {
            OpensAt = await overrides.OpensAt(look.Run, place.Pipeline.Rollout.During, cancel),
        };
        if (evidence.Blind is { } blind)
            Log.Blind(logger, look.Run.Id, look.Route.Name, blind);
        return await WithHands(look, evidence, cancel);
    }

    /// <summary>What people have written to the cluster meanwhile: a rollback, or a halt.</summary>
    private async Task<StepEvidence> WithHands(ObserveRequest look, StepEvidence evidence, CancellationToken cancel)
    {
        try
        {
            var stored = await routes.Read(look.Route, cancel);
            var halt = await halts.Of(look.Route, cancel);
            return RollbackByHand.Seen(evidence, stored?.ByHand, look.Stratum) with
            {
                Halted = halt is null ? null : $"route {look.Route.Name} is {halt}",
            };
        }
        catch (ClusterUnavailableException)
        {
            // The evidence already says that nothing could be seen; the next look asks again.
            return evidence;
        }
    }

    /// <summary>A cluster that does not answer is nothing seen, not a broken candidate: the plan says how long that may last.</summary>
    private async Task<(IReadOnlyList<PodReading> Pods, string? Unreadable)> Pods(
        ObserveRequest look, bool isShadow, CancellationToken cancel)
    {
        var cursor = isShadow ? look.Known.PairCursor ?? new Dictionary<string, long>() : null;
        try
        {
            // The champion first: what it answered before has had its time to be answered by the candidate too.
            var champion = look.Champion is { } old
                ? await agents.Read(look.Route.Namespace, look.Route.Name, old, cursor, cancel)
                : [];
            var candidate = await agents.Read(look.Route.Namespace, look.Route.Name, look.Candidate, cursor, cancel);
            return ([.. champion, .. candidate], null);
        }
        catch (ClusterUnavailableException gone)
        {
            return ([], gone.Message);
        }
    }

    /// <summary>Both versions, at the same time: what makes both fail is no fault of the candidate.</summary>
    private async Task<IReadOnlyList<ProbeReading>> Probes(ObserveRequest look, CancellationToken cancel)
    {
        ModelVersionRef[] versions = look.Champion is { } champion ? [champion, look.Candidate] : [look.Candidate];
        try
        {
            var answers = await Task.WhenAll(
                versions.Select(version => agents.Probe(look.Route.Namespace, look.Route.Name, version, ProbeFold.PerLook, cancel)));
            return [.. answers.SelectMany(answer => answer)];
        }
        catch (ClusterUnavailableException)
        {
            return [];      // nobody could be asked; the next look asks again
        }
    }

    private async Task<IReadOnlyDictionary<string, double?>> Numbers(RunPlace place, CancellationToken cancel)
    {
        var numbers = new Dictionary<string, double?>();
        foreach (var judge in place.Plan.Judges.Where(judge => judge.Kind == JudgeKind.Threshold))
            numbers[judge.Name] = await Number(judge, place.Environment.Metrics, cancel);

        return numbers;
    }

    private async Task<double?> Number(JudgePlan judge, MetricsSpec? stores, CancellationToken cancel) => (judge, stores) switch
    {
        ({ Query: { } query }, { Prometheus: { } address }) => await metrics.Read(new Uri(address), query, cancel),
        ({ Kql: { } kql }, { LogAnalytics: { } workspace }) => await logs.Read(workspace, kql, cancel),
        _ => null,
    };
}
