namespace Landfall.Orchestrations;

internal abstract record LaneWake
{
    public sealed record Scan(
        RerunRequest? Rerun = null, BackfillRequest? Backfill = null, DriftRequest? Drift = null, TaintRequest? Taint = null) : LaneWake;

    public sealed record Ended(RunEnded Run) : LaneWake;

    /// <summary>The active run has not told its end for a while.</summary>
    public sealed record Check : LaneWake;
}

/// <summary>Waits for whatever may change a lane: something landed, a run ended, a person asks again, a time is over.</summary>
/// <param name="left">What an earlier execution had received and not read.</param>
internal sealed class LaneInbox(TaskOrchestrationContext context, LaneUnread? left)
{
    private const int MostRead = 200;   // history is resent whole every turn: keep it short

    private readonly Inbox<LandedNudge> landed = new(context, Signals.Landed);
    private readonly Inbox<RunEnded> ended = new(context, Signals.RunEnded);
    private readonly Inbox<RerunRequest> rerun = new(context, Signals.Rerun);
    private readonly Inbox<BackfillRequest> backfill = new(context, Signals.Backfill);
    private readonly Inbox<DriftRequest> drift = new(context, Signals.Drift);
    private readonly Inbox<TaintRequest> taint = new(context, Signals.Taint);

    private readonly Queue<RunEnded> leftEnded = new(left?.Ended ?? []);
    private readonly Queue<RerunRequest> leftReruns = new(left?.Reruns ?? []);
    private readonly Queue<BackfillRequest> leftBackfills = new(left?.Backfills ?? []);
    private readonly Queue<DriftRequest> leftDrifts = new(left?.Drifts ?? []);
    private readonly Queue<TaintRequest> leftTaints = new(left?.Taints ?? []);
    private readonly Queue<(DateTimeOffset At, LaneWake.Scan Wake)> postponed = [];
    private bool hasLanded = left?.Landed ?? false;
    private bool hasSign = left?.Sign ?? false;
    private int read;

    /// <returns>Null when this execution has read enough.</returns>
    public async Task<LaneWake?> Next(LaneState state)
    {
        var (timer, timerAt) = ((Task?)null, (DateTimeOffset?)null);
        using var over = new CancellationTokenSource();
        try
        {
            while (read < MostRead)
            {
                if (Taken(state) is { } waiting)
                    return waiting;

                var (at, wake) = NextTime(state);
                if (at <= context.CurrentUtcDateTime)
                    return wake;
                if (postponed.TryPeek(out var first) && (at is null || first.At < at))
                    at = first.At;
                if (hasLanded && state.RestUntil is { } rested && (at is null || rested < at))
                    at = rested;

                // One timer, however many files land while it runs; those for a later time end with it.
                if (at is { } time && at != timerAt)
                    (timer, timerAt) = (context.CreateTimer(time.UtcDateTime, over.Token), at);
                var waits = new List<Task> { ended.Arrival, rerun.Arrival, backfill.Arrival, drift.Arrival, taint.Arrival, landed.Arrival };
                await Task.WhenAny(timer is null ? waits : [.. waits, timer]);
            }

            return null;
        }
        finally
        {
            over.Cancel();
        }
    }

    /// <summary>Somebody asked for it, and it could not be done now: it comes again then. A look alone is not kept, the next one is as good.</summary>
    public void Postpone(LaneWake.Scan wake, DateTimeOffset until)
    {
        if (wake != new LaneWake.Scan())
            postponed.Enqueue((until, wake));
    }

    /// <summary>What has arrived and was not read, for the next execution; null when there is nothing.</summary>
    public LaneUnread? Drain()
    {
        Collect();
        while (postponed.TryDequeue(out var late))
            Keep(late.Wake);
        return hasLanded || leftEnded.Count + leftReruns.Count + leftBackfills.Count + leftDrifts.Count + leftTaints.Count > 0
            ? new(
                [.. leftEnded], [.. leftReruns], hasLanded, leftBackfills.Count > 0 ? [.. leftBackfills] : null,
                leftDrifts.Count > 0 ? [.. leftDrifts] : null, leftTaints.Count > 0 ? [.. leftTaints] : null,
                hasSign)
            : null;
    }

    private static (DateTimeOffset? At, LaneWake Wake) NextTime(LaneState state)
    {
        var check = state.Active is null ? null : state.CheckRunAt;
        return check is not null && (state.LookAgainAt is not { } look || check <= look)
            ? (check, new LaneWake.Check())
            : (state.LookAgainAt, new LaneWake.Scan());
    }

    /// <summary>Any number of landings that have arrived by now are one scan.</summary>
    private LaneWake? Taken(LaneState state)
    {
        Collect();
        if (leftEnded.TryDequeue(out var run))
            return new LaneWake.Ended(run);

        if (postponed.TryPeek(out var late) && late.At <= context.CurrentUtcDateTime)
            return postponed.Dequeue().Wake;

        // Before any run is claimed that could train on what is marked.
        if (leftTaints.TryDequeue(out var tainted))
            return new LaneWake.Scan(Taint: tainted);

        if (leftReruns.TryDequeue(out var request))
            return new LaneWake.Scan(request);

        if (leftBackfills.TryDequeue(out var past))
            return new LaneWake.Scan(Backfill: past);

        if (leftDrifts.TryDequeue(out var drifted))
            return new LaneWake.Scan(Drift: drifted);

        if (!hasLanded || (!hasSign && state.RestUntil > context.CurrentUtcDateTime))
            return null;
        (hasLanded, hasSign) = (false, false);
        return new LaneWake.Scan();
    }

    private void Keep(LaneWake.Scan wake)
    {
        if (wake.Rerun is { } request)
            leftReruns.Enqueue(request);
        if (wake.Backfill is { } past)
            leftBackfills.Enqueue(past);
        if (wake.Drift is { } drifted)
            leftDrifts.Enqueue(drifted);
        if (wake.Taint is { } tainted)
            leftTaints.Enqueue(tainted);
    }

    private void Collect()
    {
        for (; ended.Take() is { } run; read++)
            leftEnded.Enqueue(run);
        for (; rerun.Take() is { } request; read++)
            leftReruns.Enqueue(request);
        for (; backfill.Take() is { } past; read++)
            leftBackfills.Enqueue(past);
        for (; drift.Take() is { } drifted; read++)
            leftDrifts.Enqueue(drifted);
        for (; taint.Take() is { } tainted; read++)
            leftTaints.Enqueue(tainted);
        for (; landed.Take() is { } nudge; read++)
            (hasLanded, hasSign) = (true, hasSign || nudge.Sign);
    }
}
