using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>All strata of this agent's life.</summary>
internal sealed class RequestCounters(string version, string pod, TimeProvider time)
{
    /// <summary>More weights than this in one pod's life are counted together: a rollout has a handful.</summary>
    private const int MaxStrata = 256;
    private const string Other = "other";

    private readonly Lock gate = new();
    private readonly Dictionary<(string Stratum, bool Mirror), StratumCounter> strata = [];
    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private long requests;
    private int inFlight;

    public int InFlight => Volatile.Read(ref inFlight);

    public DateTimeOffset StartedAt => startedAt;

    public void Enter() => Interlocked.Increment(ref inFlight);

    public void Leave() => Interlocked.Decrement(ref inFlight);

    public void Count(string stratum, bool mirror, int client, bool failed, bool slow, double milliseconds)
    {
        var second = time.GetUtcNow().ToUnixTimeSeconds();
        lock (gate)
        {
            requests++;
            Of(stratum, mirror).Add(second, client, failed, slow, milliseconds);
        }
    }

    /// <summary>Something else than an inference failed: no measure of the model, but the gateway has seen it too.</summary>
    public void CountOther(string stratum, bool mirror)
    {
        lock (gate)
            Of(stratum, mirror).AddOther();
    }

    /// <summary>A request that was counted as failed was answered by another version: its client and the gateway saw no failure.</summary>
    public void CountStoodIn(string stratum, bool mirror)
    {
        lock (gate)
            Of(stratum, mirror).AddStoodIn();
    }

    public AgentMetrics Read()
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var rows = strata.Values.Select(counter => counter.Row(now.ToUnixTimeSeconds())).ToList();
            return new(version, pod, startedAt, now, InFlight, requests, rows);
        }
    }

    private StratumCounter Of(string stratum, bool mirror)
    {
        var key = (strata.Count < MaxStrata || strata.ContainsKey((stratum, mirror)) ? stratum : Other, mirror);
        if (!strata.TryGetValue(key, out var counter))
            strata[key] = counter = new(key.Item1, mirror);
        return counter;
    }
}
