using System.Collections.Concurrent;

namespace Landfall.Local.Gateway;

/// <summary>What failed: a backend of a route, while these weights held, as a request of its own or as a copy.</summary>
internal readonly record struct FailureKey(string Route, string Backend, string Stratum, bool IsMirror);

/// <summary>
/// Requests that ended with 500 or above, or without an answer, as clients saw it: a refusal that another endpoint made
/// good is none, and neither is a client that left. Whoever judges a version compares them with what its pods counted.
/// </summary>
internal sealed class StratumFailures
{
    /// <summary>A route has a handful of strata in a rollout; more than this in all are counted together.</summary>
    private const int MostKeys = 4096;
    private const string Other = "other";

    private readonly ConcurrentDictionary<FailureKey, long> counts = new();

    public void Add(FailureKey key) => counts.AddOrUpdate(
        counts.Count < MostKeys || counts.ContainsKey(key) ? key : key with { Stratum = Other }, 1, (_, count) => count + 1);

    public IReadOnlyList<KeyValuePair<FailureKey, long>> All() =>
    [
        .. counts.OrderBy(pair => pair.Key.Route, StringComparer.Ordinal).ThenBy(pair => pair.Key.Backend, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Stratum, StringComparer.Ordinal).ThenBy(pair => pair.Key.IsMirror),
    ];
}
