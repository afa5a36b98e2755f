namespace Landfall.Domain.Landing;

/// <param name="Start">Start this run now.</param>
/// <param name="Supersede">Ask the active run to give way, if it has had no live traffic.</param>
/// <param name="Dropped">Runs that will never start, with the reason.</param>
public sealed record LaneDecision(LaneState State, Run? Start, Run? Supersede, IReadOnlyList<DroppedRun> Dropped);

public sealed record DroppedRun(Run Run, string Reason);

/// <summary>One run at a time per pipeline; what happens to data that lands meanwhile is the pipeline's choice. Pure.</summary>
public static class LaneMachine
{
    public static LaneDecision OnClaimed(LaneState state, IReadOnlyList<Run> claimed, Concurrency concurrency)
    {
        var known = state.Queue.Select(run => run.Id).Append(state.Active?.Id).ToHashSet();
        var fresh = claimed.Where(run => !known.Contains(run.Id)).ToList();
        var needless = Needless(state, fresh);
        fresh.RemoveAll(run => needless.Any(dropped => dropped.Run == run));
        var decision = fresh.Count == 0 ? new(state, null, null, [])
            : fresh.Concat(state.Queue).Any(IsPast) ? WithPast(state, fresh, concurrency)
            : OnLanded(state, fresh, concurrency);
        return needless.Count == 0 ? decision : decision with { Dropped = [.. needless, .. decision.Dropped] };
    }

    /// <summary>Drift asks for a younger model. Where a run is under way, or begins, that will bring one, no other is needed.</summary>
    private static List<DroppedRun> Needless(LaneState state, List<Run> fresh)
    {
        var other = state.Queue.Prepend(state.Active).OfType<Run>().Concat(fresh.Where(run => run.Trigger.Kind != DriftRule.Kind))
            .FirstOrDefault(run => !IsPast(run));
        return other is null
            ? []
            : [.. fresh.Where(run => run.Trigger.Kind == DriftRule.Kind)
                .Select(run => new DroppedRun(run, $"drift needs no run of its own: {other.Id} brings a younger model"))];
    }

    private static bool IsPast(Run run) => run.Trigger.Kind == BackfillRange.Kind;

    /// <summary>Past data that a person asked for keeps its order and is never dropped; it waits behind what has landed.</summary>
    private static LaneDecision WithPast(LaneState state, List<Run> fresh, Concurrency concurrency)
    {
        var landed = fresh.Where(run => !IsPast(run)).ToList();
        var without = state with { Waiting = [.. state.Queue.Where(run => !IsPast(run))] };
        var decision = landed.Count == 0 ? new(without, null, null, []) : OnLanded(without, landed, concurrency);

        var waiting = decision.State.Queue.Concat(state.Queue.Where(IsPast)).Concat(fresh.Where(IsPast));
        var next = StartNext(decision.State with { Waiting = [.. waiting] }, decision.Dropped);
        return decision with { State = next.State, Start = decision.Start ?? next.Start };
    }

    private static LaneDecision OnLanded(LaneState state, List<Run> fresh, Concurrency concurrency) => concurrency switch
    {
        Concurrency.Queue => StartNext(state with { Waiting = [.. state.Queue, .. fresh] }, []),
        Concurrency.Skip => Skip(state, fresh),
        Concurrency.Supersede => Supersede(state, fresh),
        _ => throw new ArgumentOutOfRangeException(nameof(concurrency), concurrency, "unknown concurrency rule"),
    };

    /// <summary>A run has ended; an end of another run than the active one changes nothing.</summary>
    public static LaneDecision OnEnded(LaneState state, RunEnded ended) => state.Active?.Id == ended.RunId
        ? StartNext(state with { Active = null, CheckRunAt = null }, [])
        : new(state, null, null, []);

    private static LaneDecision Skip(LaneState state, List<Run> fresh)
    {
        if (state.Active is { } active && !IsPast(active))
            return new(state, null, null, [.. fresh.Select(run => new DroppedRun(run, $"skipped: {active.Id} was running"))]);

        var first = state.Queue.Concat(fresh).First();
        var dropped = fresh.Where(run => run != first).Select(run => new DroppedRun(run, $"skipped: {first.Id} was first")).ToList();
        return StartNext(state with { Waiting = [first] }, dropped);
    }

    /// <summary>Only the newest data is worth a run; the one before it gives way while nobody depends on it.</summary>
    private static LaneDecision Supersede(LaneState state, List<Run> fresh)
    {
        var newest = fresh[^1];
        var dropped = state.Queue.Concat(fresh.SkipLast(1))
            .Select(run => new DroppedRun(run, $"superseded by {newest.Id}, whose data is newer"))
            .ToList();
        var waiting = state with { Waiting = [newest] };

        return state.Active is { } active
            ? new(waiting, null, IsPast(active) ? null : active, dropped)
            : StartNext(waiting, dropped);
    }

    private static LaneDecision StartNext(LaneState state, IReadOnlyList<DroppedRun> dropped)
    {
        if (state.Active is not null || state.Queue.Count == 0)
            return new(state, null, null, dropped);

        var next = state.Queue[0];
        return new(state with { Active = next, Waiting = [.. state.Queue.Skip(1)] }, next, null, dropped);
    }
}
