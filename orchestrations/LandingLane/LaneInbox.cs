namespace Landfall.Orchestrations;

internal abstract record LaneWake
{
    public sealed record Scan(RerunRequest? Rerun) : LaneWake;

    public sealed record Ended(RunEnded Run) : LaneWake;
}

/// <summary>Waits for whatever may change a lane: something landed, a run ended, a person asks again, a quiet period is over.</summary>
internal sealed class LaneInbox(TaskOrchestrationContext context)
{
    private readonly Inbox<LandedNudge> landed = new(context, Signals.Landed);
    private readonly Inbox<RunEnded> ended = new(context, Signals.RunEnded);
    private readonly Inbox<RerunRequest> rerun = new(context, Signals.Rerun);

    /// <summary>Whether something has arrived that starting over would lose.</summary>
    public bool HasArrived => ended.HasArrived || rerun.HasArrived || landed.HasArrived;

    public async Task<LaneWake> Next(LaneState state)
    {
        if (Taken() is { } waiting)
            return waiting;

        using var over = new CancellationTokenSource();
        var waits = new List<Task> { ended.Arrival, rerun.Arrival, landed.Arrival };
        if (state.LookAgainAt is { } at)
            waits.Add(context.CreateTimer(at.UtcDateTime, over.Token));

        await Task.WhenAny(waits);
        over.Cancel();
        return Taken() ?? new LaneWake.Scan(null);
    }

    /// <summary>Any number of landings that have arrived by now are one scan.</summary>
    private LaneWake? Taken()
    {
        if (ended.Take() is { } run)
            return new LaneWake.Ended(run);

        if (rerun.Take() is { } request)
            return new LaneWake.Scan(request);

        var any = false;
        while (landed.Take() is not null)
            any = true;
        return any ? new LaneWake.Scan(null) : null;
    }
}
