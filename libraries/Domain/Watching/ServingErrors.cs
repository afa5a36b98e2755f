using Landfall.Domain.Statistics;

namespace Landfall.Domain.Watching;

/// <summary>
/// The share of a window's observations that failed. Above the limit is what is above it with 95 % confidence (Wilson's
/// interval); a window that is above it and might be so by chance grows until it can tell.
/// </summary>
internal static class ServingErrors
{
    public static WatchReading Read(WatchCounters counters, WatchRule rule)
    {
        var (all, bad) = (counters.Clusters, Math.Min(counters.Bad, counters.Clusters));
        if (all < rule.MinSamples)
        {
            return new(
                WatchOutcome.Unknown, null, rule.Limit, all,
                $"{all:N0} of {rule.MinSamples:N0} observations that a window needs, {bad:N0} failed");
        }

        var share = (double)bad / all;
        var low = ProportionInterval.Wilson(bad, all).Low;
        var figures = $"{share:P1} of {all:N0} observations failed, at least {low:P1} with 95 % confidence (limit {rule.Limit:P1})";
        return share > rule.Limit && low <= rule.Limit
            ? new(WatchOutcome.Unknown, null, rule.Limit, all, figures)
            : new(WatchLimit.Of(share, rule.Limit), share, rule.Limit, all, figures);
    }
}
