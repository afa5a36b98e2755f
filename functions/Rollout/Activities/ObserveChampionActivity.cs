using Landfall.Domain.Registry;
using Landfall.Domain.Serving;
using Landfall.Domain.Watching;
using Landfall.Functions.Rollout.Serving;
using Landfall.Kubernetes;
using Landfall.Kubernetes.Serving;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout.Activities;

/// <summary>
/// One look at a champion after its promotion: its answers, its errors, and what they say. Repeating it changes nothing; all it
/// writes is what was served, where labels will be looked for.
/// </summary>
public sealed class ObserveChampionActivity(
    RunPlaces places, WatchedChampions champions, InputProfiles inputs, AgentReader agents, IGatewaySource gateway, ServedLogs served,
    TimeProvider time,
    ILogger<ObserveChampionActivity> logger)
{
    [Function(Steps.ObserveChampion)]
    public async Task<WatchLook> Run([ActivityTrigger] WatchRequest request, CancellationToken cancel)
    {
        var (plan, alias) = (await champions.Plan(request.Model, cancel), await champions.Now(request.Model, cancel));
        if (plan is null || alias is null)
            return Nothing(plan, alias, blind: null);
        if (await places.Ended(alias.RunId, cancel) is not { } ended)
            return Nothing(plan, alias, $"run {alias.RunId}, which promoted {alias.To}, is not over yet");

        var champion = await champions.Of(alias, ended.Run, cancel);
        if (plan.Inputs is not null)
            champion = champion with { Inputs = await inputs.Of(ended.Run, cancel) };
        var known = request.Known?.StatementDigest == alias.To.StatementDigest ? request.Counters : WatchCounters.Empty;
        var found = await Find(plan, champion, known, cancel);
        if (plan.Quality is { } quality && found.Unreadable is null)
            await served.Add(quality, champion, found.Pods, cancel);
        var look = WatchObservation.Of(plan, champion, known, found);
        Log.Watched(
            logger, alias.To.ToString(), look.Drift?.Explanation ?? "not asked", look.Errors?.Explanation ?? "not asked", look.Blind ?? "");
        return look;
    }

    private async Task<WatchFindings> Find(
        WatchPlan plan, WatchedChampion champion, WatchCounters known, CancellationToken cancel)
    {
        var place = await places.Of(champion.Run, cancel);
        try
        {
            // Before the agents: what a gateway has seen, they have counted, unless they are gone.
            var seen = plan.Errors is null
                ? null
                : await gateway.Read(place.Route, [champion.Version], place.Environment.Metrics, cancel);
            var cursor = champion.IsRead(plan) ? known.Cursor : null;
            var pods = await agents.Read(place.Namespace, place.Route.Name, champion.Version, cursor, cancel);
            var counted = champion.Inputs is null
                ? null
                : await agents.Inputs(place.Namespace, place.Route.Name, champion.Version, cancel);
            return new(time.GetUtcNow(), pods, seen, Inputs: counted);
        }
        catch (ClusterUnavailableException gone)
        {
            return new(time.GetUtcNow(), [], Unreadable: gone.Message);
        }
    }

    private WatchLook Nothing(WatchPlan? plan, AliasEntry? alias, string? blind) => new(
        time.GetUtcNow(), plan, alias?.To, alias?.At, null, null, null, WatchCounters.Empty, blind);
}
