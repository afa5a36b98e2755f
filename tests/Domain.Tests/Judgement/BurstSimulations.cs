using Landfall.Domain.Judgement;

namespace Landfall.Domain.Tests.Judgement;

/// <summary>
/// Requests that fail together, five of one client at a time, with the candidate exactly as bad as it may be. Which
/// tests keep their promise, looked at after every interval, and which does not.
/// </summary>
public sealed class BurstSimulations
{
    private const int Runs = 400;
    private const int Intervals = 60;
    private const int Bursts = 20;                               // of each version in an interval
    private const int Size = 5;
    private const double Champion = 0.05;
    private const double Margin = 0.01;
    private const double Alpha = 0.05;
    private static readonly JudgeThresholds One = new(1, Alpha, Alpha);

    [Fact]
    public void Counting_clusters_holds_alpha() =>
        Assert.InRange(Alarms(seed: 41, Counting(requestsPerBurst: 1)), 0, Traffic.Ceiling(Alpha, Runs));

    [Fact]
    public void Counting_requests_does_not_hold_alpha() =>
        Assert.InRange(Alarms(seed: 41, Counting(Size)), Traffic.Ceiling(Alpha, Runs), 1);

    [Fact]
    public void Betting_on_differences_per_interval_holds_alpha() =>
        Assert.InRange(Alarms(seed: 42, Betting), 0, Traffic.Ceiling(Alpha, Runs));

    [Fact]
    public void Betting_finds_clear_harm_all_the_same() =>
        Assert.InRange(Alarms(seed: 43, Betting, candidate: 0.4), 0.9, 1);

    private static double Alarms(
        int seed, Func<IReadOnlyList<(long Champion, long Candidate)>, bool> harm, double candidate = Champion + Margin)
    {
        var traffic = new Traffic(seed);
        var alarms = 0;
        for (var run = 0; run < Runs; run++)
        {
            var bad = new List<(long Champion, long Candidate)>();
            var alarm = false;
            while (!alarm && bad.Count < Intervals)
            {
                bad.Add((traffic.Bad(Bursts, Champion), traffic.Bad(Bursts, candidate)));
                alarm = harm(bad);
            }

            alarms += alarm ? 1 : 0;
        }

        return alarms / (double)Runs;
    }

    private static Func<IReadOnlyList<(long Champion, long Candidate)>, bool> Counting(int requestsPerBurst) => bad =>
    {
        var seen = (long)bad.Count * Bursts * requestsPerBurst;
        var counts = new StratumCounts(
            "50%", seen, bad.Sum(i => i.Champion) * requestsPerBurst, seen, bad.Sum(i => i.Candidate) * requestsPerBurst);
        return ProportionTest.Judge([counts], Margin, One).Harm.Reached;
    };

    private static bool Betting(IReadOnlyList<(long Champion, long Candidate)> bad) => BoundedMeanTest.Judge(
        [.. bad.Select(i => (i.Candidate - i.Champion) / (double)Bursts)], -1, 1, Margin, One).Harm.Reached;
}
