using System.Collections.Concurrent;

namespace Landfall.Local.Gateway;

/// <summary>What is counted: for one backend of one route, since the gateway started.</summary>
internal readonly record struct CounterKey(string Route, string Backend);

/// <summary>Counts by route and backend.</summary>
internal sealed class TrafficCounters(TimeProvider time)
{
    private readonly ConcurrentDictionary<CounterKey, BackendCounter> counters = new();

    public StratumFailures Failures { get; } = new();

    public BackendCounter Of(string route, string backend) =>
        counters.GetOrAdd(new CounterKey(route, backend), _ => new BackendCounter(time));

    public IReadOnlyList<KeyValuePair<CounterKey, BackendCounter>> All() =>
    [
        .. counters.OrderBy(pair => pair.Key.Route, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Backend, StringComparer.Ordinal),
    ];
}
