namespace Flights.Traffic;

/// <summary>Counts ended requests by answering version. Safe from any thread.</summary>
internal sealed class Tally
{
    /// <summary>Stands for answers that name no version, and for no answer.</summary>
    public const string NoVersion = "none";

    private readonly Lock gate = new();

    private readonly Dictionary<string, Count> counts = [];

    private long vain, notSent;

    public void Add(Outcome outcome)
    {
        lock (gate)
        {
            if (!counts.TryGetValue(outcome.Version, out var count))
                counts[outcome.Version] = count = new Count();
            count.Requests++;
            count.Failed += outcome.Failed ? 1 : 0;
            count.Latencies.Add(outcome.Latency);
        }
    }

    public void AddVain() => Interlocked.Increment(ref vain);

    public void AddNotSent(long requests) => Interlocked.Add(ref notSent, requests);

    public TrafficReport Report()
    {
        lock (gate)
        {
            return new TrafficReport(
                counts.Values.Sum(count => count.Requests),
                counts.Values.Sum(count => count.Failed),
                Interlocked.Read(ref vain),
                Interlocked.Read(ref notSent),
                new(counts.ToDictionary(pair => pair.Key, pair => pair.Value.Report()), StringComparer.Ordinal));
        }
    }

    private sealed class Count
    {
        public long Requests, Failed;

        public LatencyHistogram Latencies { get; } = new();

        public VersionReport Report() => new(
            Requests, Failed, Latencies.Percentile(0.5), Latencies.Percentile(0.95), Latencies.Percentile(0.99));
    }
}

/// <summary>How one request ended.</summary>
internal readonly record struct Outcome(string Version, bool Failed, TimeSpan Latency);
