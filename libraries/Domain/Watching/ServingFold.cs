using Landfall.Contracts.Agent;
using Landfall.Domain.Serving;

namespace Landfall.Domain.Watching;

/// <summary>
/// Adds what agents, gateway and restarts tell of one version since the last look to the open window of errors. The same
/// sources, and the same arithmetic, as in a rollout; what counts is the difference, because a watch has no end.
/// </summary>
internal static class ServingFold
{
    public static WatchCounters Add(
        WatchCounters known, WatchedChampion champion, IReadOnlyList<PodReading> pods, IReadOnlyList<GatewayReading> gateway)
    {
        var told = pods.Where(pod => pod.Metrics is not null).ToList();
        var marks = told.Select(Mark).ToList();
        var young = told.Where(pod => pod.Metrics!.StartedAt >= champion.Since).Select(CounterFold.KeyOf).ToHashSet(StringComparer.Ordinal);
        var more = known.Pods is { } before ? Since(before, marks, young) : new("", 0, 0, 0, 0);
        var fallen = Restarts(known.Restarts, pods);

        var seen = Gateway(known, champion.Version, gateway);
        var agents = known.AgentsFailed + more.Failed;
        // The gateway is read first and may be behind, so its excess is never overstated; the largest so far stands.
        var unseen = gateway.Count == 0 ? known.Unseen : Math.Max(known.Unseen, seen.Failed - agents);
        var invisible = Clusters(unseen - known.Unseen, more);

        return known with
        {
            Clusters = known.Clusters + more.Clusters + invisible + fallen.More,
            Bad = known.Bad + more.Bad + invisible + fallen.More,
            Pods = [.. marks, .. Silent(known.Pods, pods, marks)],
            Restarts = fallen.Now,
            AgentsFailed = agents,
            GatewayFailed = seen.Failed,
            Unseen = unseen,
            Gateway = seen.Marks,
        };
    }

    private static PodMark Mark(PodReading pod)
    {
        var live = pod.Metrics!.Rows.Where(row => !row.Mirror).ToList();
        var failed = live.Select(row => row.Measures.GetValueOrDefault(AgentMeasures.Failed));
        return new(
            CounterFold.KeyOf(pod), live.Sum(row => row.Clusters), failed.Sum(measure => measure?.Bad ?? 0),
            live.Sum(row => row.Requests),
            live.Sum(CounterFold.Failed));
    }

    /// <summary>
    /// An agent that began after the promotion began at nothing; what an older one counted before it was first read is not ours.
    /// </summary>
    private static PodMark Since(IReadOnlyList<PodMark> before, IReadOnlyList<PodMark> now, IReadOnlySet<string> young)
    {
        var last = before.ToDictionary(mark => mark.Pod, StringComparer.Ordinal);
        return now.Aggregate(new PodMark("", 0, 0, 0, 0), (sum, mark) =>
        {
            var was = last.GetValueOrDefault(mark.Pod) ?? (young.Contains(mark.Pod) ? new(mark.Pod, 0, 0, 0, 0) : mark);
            return new(
                "", sum.Clusters + mark.Clusters - was.Clusters, sum.Bad + mark.Bad - was.Bad,
                sum.Requests + mark.Requests - was.Requests, sum.Failed + mark.Failed - was.Failed);
        });
    }

    /// <summary>A pod that is there and did not answer goes on where it was.</summary>
    private static IEnumerable<PodMark> Silent(
        IReadOnlyList<PodMark>? before, IReadOnlyList<PodReading> pods, IReadOnlyList<PodMark> told)
    {
        var silent = pods.Where(pod => pod.Metrics is null).Select(pod => pod.Pod).ToHashSet(StringComparer.Ordinal);
        var known = told.Select(mark => mark.Pod).ToHashSet(StringComparer.Ordinal);
        return (before ?? []).Where(mark => silent.Contains(mark.Pod.Split('|')[0]) && !known.Contains(mark.Pod));
    }

    /// <summary>A crashed server has errors, not silence: each restart is an observation that failed.</summary>
    private static (long More, IReadOnlyDictionary<string, int> Now) Restarts(
        IReadOnlyDictionary<string, int>? before, IReadOnlyList<PodReading> pods)
    {
        var now = pods.ToDictionary(pod => pod.Pod, pod => pod.Restarts, StringComparer.Ordinal);
        var more = before is null ? 0 : now.Sum(pod => Math.Max(0, pod.Value - before.GetValueOrDefault(pod.Key)));
        return (more, now);
    }

    private static (long Failed, IReadOnlyList<GatewayCount> Marks) Gateway(
        WatchCounters known, ModelVersionRef version, IReadOnlyList<GatewayReading> readings)
    {
        var name = ServingNames.Version(version);
        var last = (known.Gateway ?? []).ToDictionary(count => count.Stratum ?? "", count => count.Failed, StringComparer.Ordinal);
        var live = readings.Where(reading => reading.Version == name && !reading.IsMirror).ToList();
        // What a counter was when it is first seen, it has counted in other times.
        var more = live.Where(reading => last.ContainsKey(reading.Stratum ?? "")).Sum(reading =>
        {
            var was = last[reading.Stratum ?? ""];
            return reading.Failed >= was ? reading.Failed - was : reading.Failed;
        });
        return (
            known.GatewayFailed + more,
            readings.Count == 0
                ? known.Gateway ?? []
                : [.. live.Select(reading => new GatewayCount(name, reading.Stratum, reading.Failed))]);
    }

    /// <summary>A gateway counts requests; they become as many observations as the requests do that agents saw meanwhile.</summary>
    private static long Clusters(long requests, PodMark seen) => requests <= 0 ? 0
        : seen.Requests <= seen.Clusters || seen.Clusters == 0 ? requests
        : Math.Max(1, (long)Math.Ceiling((double)requests * seen.Clusters / seen.Requests));
}
