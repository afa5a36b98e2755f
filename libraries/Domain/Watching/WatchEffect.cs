namespace Landfall.Domain.Watching;

/// <summary>What a watch wants done, in this order.</summary>
public abstract record WatchEffect
{
    /// <summary>For the record alone.</summary>
    public sealed record Note(RecordFact Fact) : WatchEffect;

    /// <summary>The owner is told, and it is recorded.</summary>
    public sealed record Tell(OwnerMessage Message, RecordFact Fact) : WatchEffect;

    /// <summary>A run is recorded as asked for, then asked for.</summary>
    public sealed record Retrain(DriftRequest Request, RecordFact Fact) : WatchEffect;

    /// <summary>Traffic goes back first; what came of it is told and recorded after.</summary>
    public sealed record GoBack(GoBackRequest Request, WatchEpisode Episode) : WatchEffect;
}

/// <summary>One stretch of drift or errors of one champion.</summary>
/// <param name="Reading">The window that began it, or that speaks now.</param>
public sealed record WatchEpisode(
    WatchSubject Subject, Run Run, ModelVersionRef Champion, DateTimeOffset Since, WatchReading Reading, int Windows);

/// <param name="Over">Why the watch ends; null while it goes on.</param>
public sealed record WatchDecision(WatchState State, IReadOnlyList<WatchEffect> Effects, string? Over = null);
