using Landfall.Contracts.Agent;
using Landfall.Domain.Serving;

namespace Landfall.Domain.Rollout.Simulation;

/// <summary>
/// Two servers and their agents, drawn: what they would have counted, in the very form in which a look reads it.
/// </summary>
internal sealed class SimulatedServers(
    SimulatedTraffic traffic, Draws draws, ModelVersionRef champion, ModelVersionRef candidate, DateTimeOffset start)
{
    private readonly Dictionary<(bool Candidate, string Stratum, bool Mirror), Counts> _counts = [];
    private double _waiting;
    private TimeSpan _age;

    /// <summary>Live requests that the candidate has answered.</summary>
    public long Exposed { get; private set; }

    /// <summary>Of these, the failed ones.</summary>
    public long ExposedFailed { get; private set; }

    public long Pairs { get; private set; }

    public long Differing { get; private set; }

    /// <summary>Lets so much time pass at a step.</summary>
    public void Answer(RolloutStep step, string stratum, TimeSpan time)
    {
        var good = _age < traffic.Onset;
        _age += time;
        _waiting += traffic.RequestsPerSecond * time.TotalSeconds / traffic.Burst;
        var clusters = (long)_waiting;
        _waiting -= clusters;

        var mine = step.IsShadow ? clusters : draws.Binomial(clusters, step.Weight / 100.0);
        var failed = Add(
            (true, stratum, step.IsShadow), mine, good ? traffic.ChampionFailed : traffic.CandidateFailed,
            good ? traffic.ChampionSlow : traffic.CandidateSlow);
        Add((false, stratum, false), step.IsShadow ? clusters : clusters - mine, traffic.ChampionFailed, traffic.ChampionSlow);
        if (step.IsShadow)
        {
            Pairs += clusters;
            Differing += failed + draws.Binomial(clusters - failed, traffic.Disagreement);
        }
        else
        {
            Exposed += mine * traffic.Burst;
            ExposedFailed += failed * traffic.Burst;
        }
    }

    public IReadOnlyList<PodReading> Read(DateTimeOffset now) =>
        [Pod("champion-0", champion, isCandidate: false, now), Pod("candidate-0", candidate, isCandidate: true, now)];

    private long Add((bool, string, bool) key, long clusters, double failing, double slowing)
    {
        var (failed, slow) = (draws.Binomial(clusters, failing), draws.Binomial(clusters, slowing));
        var before = _counts.GetValueOrDefault(key);
        _counts[key] = new(before.Clusters + clusters, before.Failed + failed, before.Slow + slow);
        return failed;
    }

    private PodReading Pod(string name, ModelVersionRef version, bool isCandidate, DateTimeOffset now)
    {
        var rows = _counts.Where(counted => counted.Key.Candidate == isCandidate).Select(counted => Row(counted.Key, counted.Value)).ToList();
        return new(name, version, true, 0, new(
            ServingNames.Version(version), name, start, now, 0, rows.Sum(row => row.Requests), rows));
    }

    private AgentMetricRow Row((bool, string Stratum, bool Mirror) key, Counts counts) => new(
        key.Stratum, key.Mirror, counts.Clusters, counts.Clusters * traffic.Burst,
        new Dictionary<string, AgentMeasure>
        {
            [AgentMeasures.Failed] = new(counts.Failed, counts.Failed * traffic.Burst),
            [AgentMeasures.Slow] = new(counts.Slow, counts.Slow * traffic.Burst),
        },
        new(0, 0, 0));

    private readonly record struct Counts(long Clusters, long Failed, long Slow);
}
