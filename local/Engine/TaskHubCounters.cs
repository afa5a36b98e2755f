namespace Landfall.Local.Engine;

/// <summary>What a hub has done since it was opened.</summary>
/// <param name="Commits">Durable transactions; many changes may share one.</param>
/// <param name="Changes">Changes written: starts, events, ends of turns and of activities.</param>
/// <param name="Turns">Turns handed to workers, repeated ones included.</param>
/// <param name="Activities">Activities handed to workers, repeated ones included.</param>
public sealed record TaskHubCounters(long Commits, long Changes, long Turns, long Activities)
{
    public static TaskHubCounters operator -(TaskHubCounters after, TaskHubCounters before) => new(
        after.Commits - before.Commits, after.Changes - before.Changes, after.Turns - before.Turns,
        after.Activities - before.Activities);
}
