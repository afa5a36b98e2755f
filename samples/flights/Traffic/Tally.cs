namespace Flights.Traffic;

/// <summary>Counts ended requests by answering version. Safe from any thread.</summary>
internal sealed class Tally
{
    /// <summary>Stands for answers that name no version, and for no answer.</summary>
    public const string NoVersion = "none";

    /// <summary>Stands for a failure without a status: refused, broken off, or too late.</summary>
    public const string NoAnswer = "no answer";

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
            if (outcome.Failed)
                count.Fail(outcome.Status);
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
        private readonly SortedDictionary<string, long> failures = new(StringComparer.Ordinal);

        public long Requests;

        public LatencyHistogram Latencies { get; } = new();

        public void Fail(int? status)
        {
            var why = status is { } code ? $"{code}" : NoAnswer;
            failures[why] = failures.GetValueOrDefault(why) + 1;
        }

        public VersionReport Report() => new(
            Requests, Failed, Latencies.Percentile(0.5), Latencies.Percentile(0.95), Latencies.Percentile(0.99),
            failures.Count == 0 ? null : new(failures, StringComparer.Ordinal));

        public long Failed => failures.Values.Sum();
    }
}

/// <summary>How one request ended.</summary>
/// <param name="Version">The version that answered.</param>
/// <param name="Failed">No answer, or one outside 200 to 299.</param>
/// <param name="Latency">From sending to the whole answer.</param>
/// <param name="Status">The HTTP status; null without an answer.</param>
internal readonly record struct Outcome(string Version, bool Failed, TimeSpan Latency, int? Status);
