using Landfall.Domain.Serving;

namespace Landfall.Domain.Watching;

/// <summary>A champion and what it is compared with.</summary>
/// <param name="Since">When it became champion.</param>
/// <param name="Run">The run that promoted it.</param>
/// <param name="Baseline">Null when it has none.</param>
/// <param name="NoBaseline">Why not; null when it has one.</param>
public sealed record WatchedChampion(
    ModelVersionRef Version, DateTimeOffset Since, Run Run, PredictionBaseline? Baseline, string? NoBaseline = null);

/// <summary>What one look found in the cluster.</summary>
/// <param name="Unreadable">Why the cluster could not be asked; null when it was.</param>
/// <param name="Gateway">Null where no gateway's counters are known.</param>
public sealed record WatchFindings(
    DateTimeOffset At, IReadOnlyList<PodReading> Pods, GatewayFindings? Gateway = null, string? Unreadable = null);

/// <summary>From what was found to what it says. Pure.</summary>
public static class WatchObservation
{
    /// <param name="known">Counters of the same champion; empty for another one.</param>
    public static WatchLook Of(WatchPlan plan, WatchedChampion champion, WatchCounters known, WatchFindings found)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(found);

        var counters = known;
        if (found.Unreadable is null)
        {
            counters = ServingFold.Add(counters, champion, found.Pods, found.Gateway?.Readings ?? []);
            if (plan.Drift is not null && champion.Baseline is { } baseline)
                counters = PredictionFold.Add(counters, baseline, champion.Since, found.Pods);
        }

        var drift = plan.Drift is { } rule ? Drift(champion, counters, rule) : null;
        var errors = plan.Errors is { } limit ? ServingErrors.Read(counters, limit) : null;
        return new(
            found.At, plan, champion.Version, champion.Since, champion.Run, drift, errors,
            Closed(counters, drift, errors), Blind(champion.Version, found));
    }

    private static WatchReading Drift(WatchedChampion champion, WatchCounters counters, WatchRule rule) =>
        champion.Baseline is { } baseline
            ? PredictionDrift.Read(baseline, counters.Bins.Count == 0 ? new long[baseline.Counts.Count] : counters.Bins, rule)
            : new(WatchOutcome.Unknown, null, rule.Limit, 0, champion.NoBaseline ?? $"{champion.Version} has no baseline");

    /// <summary>A window that was judged is over; one that said nothing goes on.</summary>
    private static WatchCounters Closed(WatchCounters counters, WatchReading? drift, WatchReading? errors)
    {
        if (drift is { Outcome: not WatchOutcome.Unknown })
            counters = counters with { Bins = new long[counters.Bins.Count] };
        return errors is null or { Outcome: not WatchOutcome.Unknown } ? counters with { Clusters = 0, Bad = 0 } : counters;
    }

    private static string? Blind(ModelVersionRef version, WatchFindings found) => found switch
    {
        { Unreadable: { } why } => why,
        { Pods.Count: 0 } => $"no pod serves {version}",
        _ when found.Pods.All(pod => pod.Metrics is null) => $"no agent of {version} can be read",
        _ => found.Gateway?.Problem,
    };
}
