using Landfall.Domain.Serving;
using Landfall.Domain.Watching.Inputs;

namespace Landfall.Domain.Watching;

/// <summary>A champion and what it is compared with.</summary>
/// <param name="Since">When it became champion.</param>
/// <param name="Run">The run that promoted it.</param>
/// <param name="Baseline">Null when it has none.</param>
/// <param name="NoBaseline">Why not; null when it has one.</param>
/// <param name="Metrics">Its metrics on the holdout, as they were signed; null when they cannot be read.</param>
/// <param name="Inputs">What its inputs are compared with; null when nothing was kept, or nobody asks.</param>
public sealed record WatchedChampion(
    ModelVersionRef Version, DateTimeOffset Since, Run Run, PredictionBaseline? Baseline, string? NoBaseline = null,
    IReadOnlyDictionary<string, double>? Metrics = null, InputBaseline? Inputs = null)
{
    /// <summary>Whether the agents' prediction logs are read.</summary>
    public bool IsRead(WatchPlan plan) => (plan?.Drift is not null && Baseline is not null) || plan?.Quality is not null;
}

/// <summary>What one look found in the cluster.</summary>
/// <param name="Unreadable">Why the cluster could not be asked; null when it was.</param>
/// <param name="Gateway">Null where no gateway's counters are known.</param>
/// <param name="Inputs">Null where inputs were not asked for.</param>
public sealed record WatchFindings(
    DateTimeOffset At, IReadOnlyList<PodReading> Pods, GatewayFindings? Gateway = null, string? Unreadable = null,
    IReadOnlyList<InputReading>? Inputs = null);

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
            if (champion.IsRead(plan))
                counters = PredictionFold.Add(counters, plan.Drift is null ? null : champion.Baseline, champion.Since, found.Pods);
            if (plan.Inputs is null || champion.Inputs is null)
                counters = counters.Inputs is null ? counters : counters with { Inputs = null };
            else if (found.Inputs is { } told)
                counters = counters with { Inputs = InputFold.Add(counters.Inputs, champion.Inputs, champion.Since, told) };
        }

        var drift = plan.Drift is { } rule ? Drift(champion, counters, rule) : null;
        var errors = plan.Errors is { } limit ? ServingErrors.Read(counters, limit) : null;
        var inputs = plan.Inputs is { } asked ? Inputs(champion, counters, asked) : null;
        return new(
            found.At, plan, champion.Version, champion.Since, champion.Run, drift, errors,
            Closed(counters, drift, errors, inputs), Blind(champion.Version, found),
            plan.Health is { } health ? Health(champion.Version, found, health) : null,
            plan.Quality is { } quality && champion.Metrics?.TryGetValue(quality.Metric, out var metric) == true ? metric : null,
            Inputs: inputs);
    }

    private static WatchReading Inputs(WatchedChampion champion, WatchCounters counters, WatchRule rule) => (champion, counters) switch
    {
        ({ Inputs: null }, _) => new(
            WatchOutcome.Unknown, null, rule.Limit, 0,
            $"no profile of the data was kept by run {champion.Run.Id}, or it has no column to watch"),
        ({ Inputs: { } baseline }, { Inputs: { } window }) => InputDrift.Read(baseline, window, rule),
        _ => new(WatchOutcome.Unknown, null, rule.Limit, 0, "no agent was read yet"),
    };

    /// <summary>A gateway that cannot be asked is no reason: the pods answer.</summary>
    private static WatchReading Health(ModelVersionRef version, WatchFindings found, WatchRule rule)
    {
        var answering = found.Pods.Count(pod => pod.Metrics is not null);
        return answering > 0
            ? new(WatchOutcome.Calm, 0, rule.Limit, found.Pods.Count, $"{answering} of {found.Pods.Count} pods of {version} answer")
            : new(WatchOutcome.Over, 1, rule.Limit, found.Pods.Count, Blind(version, found)!);
    }

    private static WatchReading Drift(WatchedChampion champion, WatchCounters counters, WatchRule rule) =>
        champion.Baseline is { } baseline
            ? PredictionDrift.Read(
                baseline, counters.Bins.Count == baseline.Counts.Count ? counters.Bins : new long[baseline.Counts.Count], rule)
            : new(WatchOutcome.Unknown, null, rule.Limit, 0, champion.NoBaseline ?? $"{champion.Version} has no baseline");

    /// <summary>A window that was judged is over; one that said nothing goes on.</summary>
    private static WatchCounters Closed(WatchCounters counters, WatchReading? drift, WatchReading? errors, WatchReading? inputs)
    {
        if (inputs is { Outcome: not WatchOutcome.Unknown } && counters.Inputs is { } window)
        {
            counters = counters with
            {
                Inputs = window with { Columns = [.. window.Columns.Select(column => (IReadOnlyList<long>)new long[column.Count])] },
            };
        }

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
