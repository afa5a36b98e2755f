using System.Globalization;
using Landfall.Contracts.Agent;

namespace Landfall.Domain.Serving;

/// <summary>
/// Adds what the pods say to what is known. Agents count since their start, so the last value of each (pod, start,
/// stratum) replaces the one before, and a pod that is gone keeps its last word.
/// </summary>
public static class CounterFold
{
    public static CounterState Add(CounterState known, ObserveRequest look, bool isShadow, IReadOnlyList<PodReading> pods)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(pods);

        var shadow = isShadow ? look.Stratum : known.Shadow;
        var rows = known.Rows.ToDictionary(row => (row.Pod, row.Version, row.Stratum));
        foreach (var pod in pods.Where(pod => pod.Metrics is not null))
        {
            var version = ServingNames.Version(pod.Version);
            var isCandidate = pod.Version.Number == look.Candidate.Number;
            foreach (var row in pod.Metrics!.Rows.Where(row => Counts(row, look.Stratum, isCandidate, shadow)))
                rows[(KeyOf(pod), version, row.Stratum)] = new(KeyOf(pod), version, row.Stratum, row.Clusters, Bad(row), row.Requests, Failed(row));
        }

        var restarts = known.PodRestarts ?? pods.ToDictionary(pod => pod.Pod, pod => pod.Restarts);
        var seen = new Dictionary<string, int>(restarts);
        var more = 0;
        foreach (var pod in pods)
        {
            // The champion's too: what makes both fall is no fault of the candidate.
            var since = Math.Max(0, pod.Restarts - seen.GetValueOrDefault(pod.Pod));
            seen[pod.Pod] = Math.Max(pod.Restarts, seen.GetValueOrDefault(pod.Pod));
            if (pod.Version.Number == look.Candidate.Number)
                more += since;
            if (since > 0)
                AddRestarts(rows, pod.Pod, ServingNames.Version(pod.Version), look.Stratum, since);
        }

        return known with
        {
            Rows = [.. rows.Values],
            Restarts = known.Restarts + more,
            PodRestarts = seen,
            Shadow = shadow,
        };
    }

    /// <summary>A restarted agent counts from nothing: it is another pod.</summary>
    internal static string KeyOf(PodReading pod) =>
        string.Create(CultureInfo.InvariantCulture, $"{pod.Pod}|{pod.Metrics!.StartedAt.ToUnixTimeMilliseconds()}");

    /// <summary>Strata of this rollout only; copies count for the candidate in shadow and nowhere else.</summary>
    private static bool Counts(AgentMetricRow row, string stratum, bool isCandidate, string? shadow) =>
        SameEpoch(row.Stratum, stratum) && row.Mirror == (isCandidate && row.Stratum == shadow);

    internal static bool SameEpoch(string one, string other) => Epoch(one).SequenceEqual(Epoch(other));

    private static ReadOnlySpan<char> Epoch(string stratum) =>
        stratum.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? stratum.AsSpan(0, dot) : stratum;

    private static Dictionary<string, long> Bad(AgentMetricRow row) =>
        row.Measures.ToDictionary(measure => measure.Key, measure => measure.Value.Bad);

    /// <summary>What a gateway must have seen fail too: all but what another version answered.</summary>
    internal static long Failed(AgentMetricRow row) =>
        (row.Measures.GetValueOrDefault(AgentMeasures.Failed)?.BadRequests ?? 0) + row.OtherFailed - row.StoodIn;

    /// <summary>A crashed server has errors, not silence: each restart is a cluster that failed.</summary>
    private static void AddRestarts(
        Dictionary<(string, string, string), CounterRow> rows, string pod, string version, string stratum, int more)
    {
        var key = ($"{pod}|restarts", version, stratum);
        var before = rows.GetValueOrDefault(key)?.Clusters ?? 0;
        rows[key] = new(
            key.Item1, version, stratum, before + more,
            new Dictionary<string, long> { [AgentMeasures.Failed] = before + more });
    }
}
