using Landfall.Contracts.Documents;

namespace Landfall.Domain.Evaluation.Behaviour;

/// <summary>How many rows it takes before a limit on a share can be met at all.</summary>
public static class RowsNeeded
{
    /// <summary>With fewer rows nothing is said about a share, even where none may violate.</summary>
    internal const int Least = 20;

    /// <summary>
    /// The least n at which n rows without a violation have an upper bound within the limit. Clopper and Pearson's bound
    /// for none is 1 − α^(1/n), α half of what the confidence leaves open.
    /// </summary>
    /// <param name="limit">The share that may violate, from 0 to below 1; 0 means none of the rows asked.</param>
    public static int For(double limit, double confidence) => limit <= 0
        ? Least
        : Math.Max(Least, (int)Math.Ceiling(Math.Log((1 - confidence) / 2) / Math.Log(1 - limit) - 1e-9));

    /// <summary>The share of rows that may violate a check; null for cases, which all must hold.</summary>
    public static double? Limit(BehaviourSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Latency is { } latency ? Percentile.Of(latency).Slower : spec.MaxViolations;
    }
}
