using Landfall.Worker.Protobuf;

namespace Landfall.Worker.Testing;

/// <summary>What a hub writes into the history for an action it has taken on.</summary>
public static class ActionHistory
{
    /// <exception cref="ArgumentException">The action leaves no event, as a completion does.</exception>
    public static HistoryEvent EventOf(OrchestratorAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action switch
        {
            { ScheduleTask: { } task } => new()
            {
                EventId = action.Id,
                TaskScheduled = new TaskScheduledEvent { Name = task.Name, Version = task.Version, Input = task.Input },
            },
            { CreateSubOrchestration: { } child } => new()
            {
                EventId = action.Id,
                SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent
                {
                    InstanceId = child.InstanceId,
                    Name = child.Name,
                    Version = child.Version,
                    Input = child.Input,
                },
            },
            { CreateTimer: { } timer } => new()
            {
                EventId = action.Id,
                TimerCreated = new TimerCreatedEvent { FireAt = timer.FireAt },
            },
            { SendEvent: { } sent } => new()
            {
                EventId = action.Id,
                EventSent = new EventSentEvent
                {
                    InstanceId = sent.Instance.InstanceId,
                    Name = sent.Name,
                    Input = sent.Data,
                },
            },
            _ => throw new ArgumentException($"{action.OrchestratorActionTypeCase} leaves no event.", nameof(action)),
        };
    }

    /// <summary>Those events carry the action's id; all others -1.</summary>
    public static bool IsCausedByAction(HistoryEvent e) => e?.EventTypeCase
        is HistoryEvent.EventTypeOneofCase.TaskScheduled
        or HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated
        or HistoryEvent.EventTypeOneofCase.TimerCreated
        or HistoryEvent.EventTypeOneofCase.EventSent;
}
