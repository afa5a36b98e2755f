namespace Landfall.Contracts;

/// <summary>How one thing that is watched stands.</summary>
/// <param name="Over">Bad windows in a row, while there is no episode.</param>
/// <param name="Calm">Calm windows in a row, within an episode.</param>
/// <param name="Since">When the episode began; null while there is none.</param>
/// <param name="Owed">The episode's run was not asked for yet: the last one is too young.</param>
/// <param name="Judged">The last window that was judged.</param>
public sealed record WatchAlarm(
    int Over = 0, int Calm = 0, DateTimeOffset? Since = null, bool Owed = false, WatchReading? Judged = null);

/// <summary>The watch's whole memory.</summary>
/// <param name="Champion">Null before the first look.</param>
/// <param name="RetrainedAt">When the watch last asked for a run; kept when the champion changes.</param>
/// <param name="GoneBack">What was written to the route; nothing is judged until another version is champion.</param>
/// <param name="LookAgainAt">Null: at once.</param>
/// <param name="Drift">Null before the first look.</param>
/// <param name="Errors">Null before the first look.</param>
/// <param name="Last">What was seen last, without its counters.</param>
/// <param name="Problem">Why the last look, or what followed from it, came to nothing.</param>
/// <param name="Quality">Null before the first look.</param>
/// <param name="Health">Null before the first look.</param>
/// <param name="Inputs">Null before the first look.</param>
public sealed record WatchState(
    string Model, ModelVersionRef? Champion = null, WatchCounters? Counters = null, WatchAlarm? Drift = null,
    WatchAlarm? Errors = null, DateTimeOffset? RetrainedAt = null, string? GoneBack = null, DateTimeOffset? LookAgainAt = null,
    WatchLook? Last = null, string? Problem = null, WatchAlarm? Quality = null, WatchAlarm? Health = null,
    WatchAlarm? Inputs = null)
{
    /// <summary>What a watch shows of itself.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public WatchStatus Status => new(
        Model, Champion, Last?.Since, Last?.At, LookAgainAt, Last?.Plan, Thing(Last?.Drift, Drift), Thing(Last?.Errors, Errors),
        RetrainedAt, GoneBack, Last?.Blind, Problem, Thing(Last?.Quality, Quality), Thing(Last?.Health, Health), Last?.Labels,
        Thing(Last?.Inputs, Inputs));

    private static WatchedThing? Thing(WatchReading? now, WatchAlarm? alarm) =>
        now is null ? null : new(now, alarm?.Judged, alarm?.Since, alarm?.Over ?? 0, alarm?.Calm ?? 0, alarm?.Owed ?? false);
}

/// <param name="Now">The window that is open, or was just judged.</param>
/// <param name="Judged">The last one that was judged; null before the first.</param>
/// <param name="Since">When the episode began; null while there is none.</param>
/// <param name="Over">Bad windows in a row, while there is no episode.</param>
/// <param name="Calm">Calm windows in a row, within an episode.</param>
/// <param name="Owed">The episode's run waits for the end of the cool-down.</param>
public sealed record WatchedThing(
    WatchReading Now, WatchReading? Judged, DateTimeOffset? Since, int Over, int Calm, bool Owed);

/// <summary>How a champion is doing: the custom status of its watch.</summary>
/// <param name="Drift">Null when it is not looked for.</param>
/// <param name="Errors">Null when they are not looked for.</param>
/// <param name="Quality">Null when labels are not read.</param>
/// <param name="Health">Null when nobody is told that nothing can be seen.</param>
/// <param name="Labels">In numbers, what there is of labels; null when they are not read.</param>
/// <param name="Inputs">Null when inputs are not looked at.</param>
public sealed record WatchStatus(
    string Model, ModelVersionRef? Champion, DateTimeOffset? Since, DateTimeOffset? LookedAt, DateTimeOffset? LookAgainAt,
    WatchPlan? Plan, WatchedThing? Drift, WatchedThing? Errors, DateTimeOffset? RetrainedAt = null, string? GoneBack = null,
    string? Blind = null, string? Problem = null, WatchedThing? Quality = null, WatchedThing? Health = null,
    LabelFigures? Labels = null, WatchedThing? Inputs = null);
