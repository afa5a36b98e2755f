using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>The last answers, numbered without holes, in bounded memory.</summary>
/// <param name="joinOn">The columns that keys are made of; empty for none.</param>
internal sealed class PredictionRing(
    string version, string pod, DateTimeOffset startedAt, int capacity, IReadOnlyList<string>? joinOn = null)
{
    private const int MaxPage = 5_000;

    private readonly Lock gate = new();
    private readonly Queue<PredictionLogEntry> entries = new();
    private long last;

    public void Add(Func<long, PredictionLogEntry> make)
    {
        if (capacity == 0)
            return;

        lock (gate)
        {
            entries.Enqueue(make(++last));
            if (entries.Count > capacity)
                entries.Dequeue();
        }
    }

    public PredictionLogPage Read(long after, int limit)
    {
        lock (gate)
        {
            var oldest = last - entries.Count + 1;
            var dropped = Math.Max(0, oldest - after - 1);
            var page = entries.SkipWhile(entry => entry.Seq <= after).Take(Math.Clamp(limit, 1, MaxPage)).ToList();
            var next = page.Count > 0 ? page[^1].Seq : Math.Max(after, oldest - 1);
            return new(version, pod, startedAt, next, dropped, page, joinOn is { Count: > 0 } ? joinOn : null);
        }
    }
}
