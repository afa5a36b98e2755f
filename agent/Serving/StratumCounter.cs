using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>
/// Counts one stratum. Requests of one client within one interval are one cluster, bad when any of them was: errors come
/// in bursts, and a burst is one misfortune, not fifty. Only intervals that are over are given out.
/// </summary>
internal sealed class StratumCounter(string stratum, bool mirror)
{
    /// <summary>Above this many clients in one interval, clients share buckets: memory stays bounded, counts become cautious.</summary>
    private const int MaxClients = 16_384;

    private readonly Dictionary<int, Cluster> open = [];
    private readonly DurationHistogram durations = new();
    private long interval;
    private long clusters, failed, slow, requests, failedRequests, slowRequests, otherFailed, stoodIn;

    [Flags]
    private enum Cluster { Good = 0, Failed = 1, Slow = 2 }

    public string Stratum => stratum;

    public bool Mirror => mirror;

    public void Add(long now, int client, bool isFailed, bool isSlow, double milliseconds)
    {
        Close(now);
        var key = open.Count < MaxClients || open.ContainsKey(client) ? client : client % MaxClients;
        open[key] = open.GetValueOrDefault(key)
            | (isFailed ? Cluster.Failed : 0) | (isSlow ? Cluster.Slow : 0);

        requests++;
        failedRequests += isFailed ? 1 : 0;
        slowRequests += isSlow ? 1 : 0;
        durations.Add(milliseconds);
    }

    public void AddOther() => otherFailed++;

    public void AddStoodIn() => stoodIn++;

    public AgentMetricRow Row(long now)
    {
        Close(now);
        return new(
            stratum, mirror, clusters, requests,
            new Dictionary<string, AgentMeasure>
            {
                [AgentMeasures.Failed] = new(failed, failedRequests),
                [AgentMeasures.Slow] = new(slow, slowRequests),
            },
            new(durations.Quantile(0.5), durations.Quantile(0.95), durations.Quantile(0.99)), otherFailed, stoodIn);
    }

    private void Close(long now)
    {
        if (now <= interval)
            return;

        interval = now;
        foreach (var cluster in open.Values)
        {
            clusters++;
            failed += cluster.HasFlag(Cluster.Failed) ? 1 : 0;
            slow += cluster.HasFlag(Cluster.Slow) ? 1 : 0;
        }

        open.Clear();
    }
}
