using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Turns;

/// <summary>Everything one answered turn changes; written in one transaction.</summary>
internal sealed record TurnOutcome
{
    public List<HistoryEvent> History { get; } = [];

    public List<ActivityRequest> Tasks { get; } = [];

    public List<Message> Messages { get; } = [];

    public List<ExecutionStartedEvent> Children { get; } = [];

    public OrchestrationStatus Status { get; set; }

    /// <summary>Set when this turn ended the instance.</summary>
    public ExecutionCompletedEvent? Ended { get; set; }

    /// <summary>Set when this turn continues as new: the next generation's start event.</summary>
    public ExecutionStartedEvent? Next { get; set; }

    /// <summary>Lets timers become visible early, as hubs do that count in whole seconds.</summary>
    public void FireEarly(TimeSpan by)
    {
        for (var i = 0; i < Messages.Count; i++)
        {
            if (Messages[i] is { Event.TimerFired: not null, VisibleAt: { } at } timer)
                Messages[i] = timer with { VisibleAt = at - by };
        }
    }

    /// <summary>True when a recursive termination was handled, so that the children end too.</summary>
    public bool EndChildren { get; set; }
}

/// <summary>A message on its way to an instance's inbox.</summary>
/// <param name="Target">Instance that gets it.</param>
/// <param name="Event">The event as it will be delivered.</param>
/// <param name="Execution">Only this execution may see it; null for any.</param>
/// <param name="VisibleAt">Not before this moment; null for at once.</param>
/// <param name="Rank">
/// Order before arrival: 0 start, 1 carried over from the last generation, 2 everything else.
/// </param>
internal sealed record Message(
    string Target, HistoryEvent Event, string? Execution = null, DateTimeOffset? VisibleAt = null, int Rank = 2);
