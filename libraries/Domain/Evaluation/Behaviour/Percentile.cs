using Landfall.Contracts.Documents;

namespace Landfall.Domain.Evaluation.Behaviour;

/// <summary>A limit on a quantile of durations, said as a share: at most so many may take longer.</summary>
/// <param name="Slower">The share of requests that may be slower than the limit.</param>
internal readonly record struct Percentile(TimeSpan Limit, double Slower)
{
    public static Percentile Of(LatencySpec spec) => spec switch
    {
        { P50: { } limit } => new(limit, 0.5),
        { P95: { } limit } => new(limit, 0.05),
        { P99: { } limit } => new(limit, 0.01),
        _ => throw new ArgumentException("A latency has no limit. Expected one of p50, p95, p99.", nameof(spec)),
    };
}
